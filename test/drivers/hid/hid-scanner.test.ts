// HID POS scanners: found by their usage, read, lost and found again. Over HID devices without a machine.
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHidScanner, type HidScannerConfig } from '../../../drivers/hid/hid-scanner.ts'
import { createHeard, type Heard } from '../heard.ts'
import { describeScannerContract, realDeps } from '../scanner.contract.ts'
import { createFakeHidDevices, type FakeHidDevices, listedScanner } from './fake-hid-devices.ts'
import { layoutAReports, layoutBReports, layoutCReports } from './pos-reports.ts'
import { layoutADescriptor, layoutCDescriptor } from './report-descriptors.ts'

const scanner0 = listedScanner({ serialNumber: 'T1', product: 'Scanner one' })
const twin1 = listedScanner({ path: '/dev/hidraw1', serialNumber: 'T2', product: 'Scanner two' })
const number = '9010000123'

describeScannerContract('HID POS over fake devices', async () => {
  const fake = createFakeHidDevices()
  fake.plug(scanner0, layoutCDescriptor)
  return {
    scanner: createHidScanner({ pollMs: 5, partMs: 60 }, { ...realDeps, devices: fake.devices }),
    read: async (text) => fake.send(scanner0.path, ...layoutCReports({ text })),
    readHalf: async (text) =>
      fake.send(scanner0.path, ...layoutCReports({ text: text.repeat(8) }).slice(0, 1)),
    unplug: async () => fake.unplug(scanner0.path),
    plug: async () => fake.plug(scanner0, layoutCDescriptor),
    dispose: async () => expect(fake.isOpen(scanner0.path)).toBe(false),
    settleMs: 100,
  }
})

describe('a HID POS scanner', () => {
  let fake: FakeHidDevices
  let heard: Heard
  let wakeUp: () => void
  let seen: number
  let stop = async (): Promise<void> => {}

  beforeEach(() => {
    fake = createFakeHidDevices()
    heard = createHeard()
    wakeUp = () => {}
    seen = 0
  })

  afterEach(() => stop())

  async function start(config: HidScannerConfig = {}): Promise<void> {
    const steered = {
      onSeen: () => void seen++,
      onResume(listener: () => void) {
        wakeUp = listener
        return () => {
          wakeUp = () => {}
        }
      },
    }
    const scanner = createHidScanner(
      { pollMs: 5, seldomMs: 10, ...config },
      { ...realDeps, ...steered, devices: fake.devices },
    )
    stop = scanner.stop
    await scanner.start(heard.listener)
  }

  it('is chosen by its usage: not the vendor’s other collection, not a scanner in keyboard mode', async () => {
    fake.plug(listedScanner({ path: '/dev/hidraw3', usagePage: 0xff8c }))
    fake.plug(listedScanner({ path: '/dev/hidraw4', usagePage: 0x01, usage: 0x06 }))
    await start()
    await heard.untilStatus('disconnected')
    expect([fake.opened, seen]).toEqual([[], 0])
    fake.plug(scanner0)
    await heard.untilStatus('ready')
    expect([fake.opened, seen]).toEqual([[scanner0.path], 1])
  })

  it('delivers AIM id and text without the suffix, in every layout', async () => {
    fake.plug(scanner0)
    await start()
    await heard.untilStatus('ready')
    const text = `${number}\r\n`
    fake.send(scanner0.path, ...layoutAReports({ text }), ...layoutBReports({ text }))
    fake.send(scanner0.path, ...layoutCReports({ text }), ...layoutCReports({ text: '\r' }))
    expect(heard.texts()).toEqual([`]C0${number}`, `]C0${number}`, number])
  })

  it('goes by the descriptor where it can be read', async () => {
    fake.plug(scanner0, layoutCDescriptor)
    await start()
    await heard.untilStatus('ready')
    // Old bytes behind the data: by the rules this would be layout A.
    const [report = Buffer.alloc(64)] = layoutCReports({ text: number, aim: ']C0' })
    report.write('OLD', 15)
    fake.send(scanner0.path, report)
    expect(heard.texts()).toEqual([`]C0${number}`])
  })

  it('reports parts that stop coming as one disturbance', async () => {
    fake.plug(scanner0)
    await start({ partMs: 20 })
    await heard.untilStatus('ready')
    fake.send(scanner0.path, ...layoutAReports({ text: 'x'.repeat(200) }).slice(0, 2))
    await heard.until(() => heard.disturbances.length > 0)
    fake.send(scanner0.path, ...layoutAReports({ text: number }))
    expect([heard.disturbances, heard.texts()]).toEqual([['WRONG_KEYS'], [`]C0${number}`]])
  })

  it('says nothing of answers to commands', async () => {
    fake.plug(scanner0)
    await start()
    await heard.untilStatus('ready')
    fake.send(scanner0.path, ...layoutAReports({ text: 'REVINF\u0006.', aim: ']Z6' }))
    expect([heard.scans, heard.disturbances]).toEqual([[], []])
  })

  it('keeps the parts of twins apart, and both read', async () => {
    fake.plug(scanner0)
    fake.plug(twin1)
    await start()
    await heard.untilStatus('ready')
    expect(heard.statuses).toEqual([{ kind: 'ready', label: 'Scanner one + Scanner two' }])
    const long = layoutAReports({ text: 'A'.repeat(60) })
    fake.send(scanner0.path, ...long.slice(0, 1))
    fake.send(twin1.path, ...layoutAReports({ text: number }))
    fake.send(scanner0.path, ...long.slice(1))
    expect(heard.texts()).toEqual([`]C0${number}`, `]C0${'A'.repeat(60)}`])
  })

  it('reads with one twin while the other is away, and finds that one again', async () => {
    fake.plug(scanner0)
    fake.plug(twin1)
    await start()
    await heard.untilStatus('ready')
    fake.unplug(scanner0.path)
    fake.send(twin1.path, ...layoutAReports({ text: number }))
    expect([heard.texts(), heard.statuses.at(-1)]).toEqual([
      [`]C0${number}`],
      { kind: 'ready', label: 'Scanner two' },
    ])
    const listed = fake.lists()
    await heard.until(() => fake.lists() > listed + 1)
    fake.plug(scanner0)
    await heard.until(() => fake.opened.length === 3)
  })

  it('lists the devices only while one is missing', async () => {
    await start()
    await heard.until(() => fake.lists() > 2)
    fake.plug(scanner0)
    await heard.untilStatus('ready')
    const listed = fake.lists()
    await pause(60)
    expect(fake.lists()).toBe(listed)
  })

  it('that may not be opened is denied, with what to do about it, until it may', async () => {
    fake.plug(scanner0)
    fake.refuseOpening({ kind: 'denied', detail: 'install the rules' })
    await start()
    await heard.untilStatus('denied')
    expect([heard.statuses.at(-1), seen > 0]).toEqual([{ kind: 'denied', detail: 'install the rules' }, true])
    fake.refuseOpening(null)
    await heard.untilStatus('ready')
  })

  it('is failed where HID does not exist, and is there when it does', async () => {
    fake.refuseListing({ kind: 'unavailable', detail: 'USB HID unavailable: install libusb-1.0-0' })
    await start()
    await heard.untilStatus('failed')
    expect(seen).toBe(0)
    fake.refuseListing(null)
    fake.plug(scanner0)
    await heard.untilStatus('ready')
  })

  it('is opened anew after the machine slept, and half a read is forgotten', async () => {
    fake.plug(scanner0)
    await start({ wakeMs: 5 })
    await heard.untilStatus('ready')
    fake.send(scanner0.path, ...layoutAReports({ text: 'x'.repeat(60) }).slice(0, 1))
    wakeUp()
    await heard.until(() => fake.opened.length === 2)
    await heard.untilStatus('ready')
    fake.send(scanner0.path, ...layoutAReports({ text: number }))
    expect([heard.texts(), heard.statuses.map(({ kind }) => kind)]).toEqual([
      [`]C0${number}`],
      ['ready', 'disconnected', 'ready'],
    ])
  })

  it('that is stopped while it opens is closed before the stop is done', async () => {
    fake.plug(scanner0)
    const finishOpening = fake.holdOpening()
    await start()
    let done = false
    const stopped = stop().then(() => {
      done = true
    })
    await pause(20)
    expect(done).toBe(false)
    finishOpening()
    await stopped
    expect([fake.opened.length, fake.isOpen(scanner0.path), heard.statuses]).toEqual([1, false, []])
  })

  it('of Honeywell is told that the host is ready; others are told nothing', async () => {
    fake.plug(scanner0, layoutADescriptor)
    fake.plug(listedScanner({ path: '/dev/hidraw1', vendorId: 0x05e0 }))
    await start()
    await heard.untilStatus('ready')
    expect(fake.features).toEqual([{ path: scanner0.path, report: [0xfe, 0x01] }])
  })
})
