// A machine without libusb: nothing breaks, and whoever plugs a scanner in is told what to install. Runs in the guest.
import { renameSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readAs } from './read-as.ts'
import { plugScanner } from './scanner-at-counter.ts'

const library = '/usr/lib/x86_64-linux-gnu/libusb-1.0.so.0'

// The guest's disk forgets this.
beforeEach(() => renameSync(library, `${library}.away`))
afterEach(() => renameSync(`${library}.away`, library))

it('fails with the name of the package, and sees the scanner all the same', async () => {
  const at = await plugScanner()
  const reader = readAs(0, 0)
  const status = await reader.next((line) => line.kind === 'failed')
  expect(status.detail).toBe('USB HID unavailable: install libusb-1.0-0')
  await reader.next((line) => line.seen === true)
  // It ends by itself when it is asked to: nothing keeps it alive.
  await reader.end()
  at.device.unplug()
})
