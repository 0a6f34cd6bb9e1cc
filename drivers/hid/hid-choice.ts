// Which of the listed HID devices are scanners, and which is which. Pure. A vendor's other collections and scanners in keyboard mode
// have the same ids, so only the usage decides.
import { HID_POS_PAGE, HID_POS_USAGE } from '../framing/hidpos-descriptor.ts'
import type { HidListing } from './hid-devices.ts'

export interface ChosenDevice extends HidListing {
  /** The same over a replug where the device can be told from its twin: by serial number, else by path. */
  readonly identity: string
}

export function chooseHidPos(listed: readonly HidListing[]): readonly ChosenDevice[] {
  const byPath = new Map<string, HidListing>()
  for (const device of listed)
    if (device.usagePage === HID_POS_PAGE && device.usage === HID_POS_USAGE) byPath.set(device.path, device)
  const chosen = [...byPath.values()]
  const shared = (name: string) => chosen.filter((other) => nameOf(other) === name).length > 1
  return chosen.map((device) => {
    const name = nameOf(device)
    const isAlone = Boolean(device.serialNumber) && !shared(name)
    return { ...device, identity: isAlone ? name : `${name} ${device.path}` }
  })
}

function nameOf({ vendorId, productId, serialNumber }: HidListing): string {
  return [hex(vendorId), hex(productId), serialNumber ?? ''].join(':')
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0')
}
