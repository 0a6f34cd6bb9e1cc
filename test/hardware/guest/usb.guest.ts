// A HID POS scanner on a virtual USB port, through the kernel's own USB stack. Runs in the guest.
import { afterEach, expect, it } from 'vitest'
import { createHidScanner } from '../../../drivers/hid/hid-scanner.ts'
import { createNodeHidDevices } from '../../../drivers/hid/node-hid-devices.ts'
import { createHeard } from '../../drivers/heard.ts'
import { layoutAReports } from '../../drivers/hid/pos-reports.ts'
import { layoutADescriptor } from '../../drivers/hid/report-descriptors.ts'
import { realDeps } from '../../drivers/scanner.contract.ts'
import { plugUsbHid } from '../usb-gadget.ts'
import { honeywell } from './scanner-at-counter.ts'

const scanner = createHidScanner({ pollMs: 100 }, { ...realDeps, devices: createNodeHidDevices() })
afterEach(() => scanner.stop())

it('a scanner on USB is read, lost and found again, though it refuses the feature report', async () => {
  const heard = createHeard()
  const usb = await plugUsbHid({
    ...honeywell,
    serialNumber: 'USB-1',
    product: 'USB scanner',
    descriptor: layoutADescriptor,
  })
  const scan = async (text: string) => {
    for (const report of layoutAReports({ text })) await usb.input(report)
  }
  await scanner.start(heard.listener)
  await heard.untilStatus('ready')
  expect(heard.statuses.at(-1)).toEqual({ kind: 'ready', label: 'USB scanner' })
  const numbers = Array.from({ length: 200 }, (_, index) => String(9010000000 + index))
  for (const number of numbers) await scan(number)
  await heard.untilScans(200)
  expect(heard.texts()).toEqual(numbers.map((number) => `]C0${number}`))

  for (const number of ['9020000001', '9020000002']) {
    usb.unplug()
    await heard.untilStatus('disconnected')
    usb.plug()
    await heard.untilStatus('ready')
    await scan(number)
    await heard.until(() => heard.texts().at(-1) === `]C0${number}`)
  }
  expect([heard.scans.length, heard.disturbances]).toEqual([202, []])
  usb.unplug()
  await heard.untilStatus('disconnected')
})
