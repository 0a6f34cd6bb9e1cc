// HID devices without a machine, with a remote control: what is listed, what refuses to open, what is sent.
import { HID_POS_PAGE, HID_POS_USAGE } from '../../../drivers/framing/hidpos-descriptor.ts'
import type { HidDevices, HidEvents, HidListing, HidProblem } from '../../../drivers/hid/hid-devices.ts'
import { err, ok } from '../../../shared/core/result.ts'

export interface FakeHidDevices {
  readonly devices: HidDevices
  /** Paths in the order they were opened. */
  readonly opened: string[]
  readonly features: { readonly path: string; readonly report: readonly number[] }[]
  /** How often the devices were listed. */
  lists(): number
  plug(listing: HidListing, descriptor?: readonly number[]): void
  unplug(path: string): void
  /** From now on opening answers with this problem; null: opens again. */
  refuseOpening(problem: HidProblem | null): void
  refuseListing(problem: HidProblem | null): void
  /** From now on opening takes until the returned function is called. */
  holdOpening(): () => void
  send(path: string, ...reports: readonly Uint8Array[]): void
  isOpen(path: string): boolean
}

/** A HID POS scanner as the system lists it. */
export function listedScanner(listing: Partial<HidListing> = {}): HidListing {
  const ids = { path: '/dev/hidraw0', vendorId: 0x0c2e, productId: 0x0b81 }
  return { ...ids, usagePage: HID_POS_PAGE, usage: HID_POS_USAGE, ...listing }
}

export function createFakeHidDevices(): FakeHidDevices {
  const plugged = new Map<string, { listing: HidListing; descriptor: readonly number[] | null }>()
  const open = new Map<string, HidEvents>()
  const opened: string[] = []
  const features: { path: string; report: readonly number[] }[] = []
  let openProblem: HidProblem | null = null
  let listProblem: HidProblem | null = null
  let opening: Promise<void> = Promise.resolve()
  let lists = 0

  return {
    opened,
    features,
    lists: () => lists,
    devices: {
      list: async () => {
        lists += 1
        return listProblem ? err(listProblem) : ok([...plugged.values()].map(({ listing }) => listing))
      },
      open: async (path, events) => {
        await opening
        if (openProblem) return err(openProblem)
        const device = plugged.get(path)
        if (!device) return err({ kind: 'absent', detail: 'no such device' })
        opened.push(path)
        open.set(path, events)
        return ok({
          descriptor: device.descriptor && Uint8Array.from(device.descriptor),
          sendFeature: async (report) => void features.push({ path, report }),
          close: async () => {
            if (open.get(path) === events) open.delete(path)
          },
        })
      },
    },
    plug: (listing, descriptor) =>
      void plugged.set(listing.path, { listing, descriptor: descriptor ?? null }),
    unplug(path) {
      plugged.delete(path)
      const events = open.get(path)
      open.delete(path)
      events?.onGone()
    },
    refuseOpening: (problem) => {
      openProblem = problem
    },
    refuseListing: (problem) => {
      listProblem = problem
    },
    holdOpening() {
      const { promise, resolve } = Promise.withResolvers<void>()
      opening = promise
      return resolve
    },
    send(path, ...reports) {
      for (const report of reports) open.get(path)?.onReport(report)
    },
    isOpen: (path) => open.has(path),
  }
}
