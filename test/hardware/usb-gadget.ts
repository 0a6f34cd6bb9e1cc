// A HID device on a virtual USB port: the kernel's gadget framework on one side, its host controller and usbhid on the other.
// Guest only, root. Knows nothing of scanners.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const GADGETS = '/sys/kernel/config/usb_gadget'
const REPORT_BYTES = 64

export interface UsbHidConfig {
  readonly vendorId: number
  readonly productId: number
  readonly serialNumber: string
  readonly product: string
  readonly descriptor: readonly number[]
}

export interface UsbHid {
  /** Resolves when the host has fetched it. */
  input(report: Uint8Array): Promise<void>
  unplug(): void
  plug(): void
}

/** On the first virtual port; one gadget at a time. */
export async function plugUsbHid(config: UsbHidConfig): Promise<UsbHid> {
  const dir = join(GADGETS, 'hid')
  const set = (path: string, value: string | Uint8Array) => writeFileSync(join(dir, path), value)
  for (const made of ['', 'strings/0x409', 'configs/c.1', 'functions/hid.0'])
    mkdirSync(join(dir, made), { recursive: true })
  set('idVendor', `0x${config.vendorId.toString(16)}`)
  set('idProduct', `0x${config.productId.toString(16)}`)
  set('strings/0x409/serialnumber', config.serialNumber)
  set('strings/0x409/manufacturer', 'Virtual vendor')
  set('strings/0x409/product', config.product)
  set('functions/hid.0/report_length', String(REPORT_BYTES))
  set('functions/hid.0/report_desc', Uint8Array.from(config.descriptor))
  symlinkSync(join(dir, 'functions/hid.0'), join(dir, 'configs/c.1/hid.0'))
  const plug = () => set('UDC', 'dummy_udc.0')
  plug()
  while (!existsSync('/dev/hidg0')) await pause(10)

  return {
    async input(report) {
      const cable = await open('/dev/hidg0', 'r+')
      await cable.write(report)
      await cable.close()
    },
    unplug: () => set('UDC', '\n'),
    plug,
  }
}
