// Finding a serial scanner, and what is said when it cannot be opened. Over ports without a machine.
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNodeSerialPorts, problemOf } from '../../../drivers/serial/node-serial-ports.ts'
import { choosePort } from '../../../drivers/serial/port-choice.ts'
import type { SerialPortListing } from '../../../drivers/serial/serial-ports.ts'
import { createSerialScanner, type SerialScannerConfig } from '../../../drivers/serial/serial-scanner.ts'
import { createHeard, type Heard } from '../heard.ts'
import { describeScannerContract, realDeps } from '../scanner.contract.ts'
import { createFakeSerialPorts, type FakeSerialPorts } from './fake-serial-ports.ts'

const scannerA: SerialPortListing = {
  path: '/dev/ttyACM0',
  vendorId: '05e0',
  productId: '1701',
  serialNumber: 'A1',
  pnpId: 'usb-A',
}
const scannerB: SerialPortListing = {
  ...scannerA,
  path: '/dev/ttyACM1',
  serialNumber: 'B2',
  pnpId: 'usb-B',
}
const modem: SerialPortListing = { path: '/dev/ttyACM2', vendorId: '1199', productId: '9071' }

describe('the choice of the port', () => {
  const listed = [modem, scannerA, scannerB]

  it('tells twins apart by serial number, in any spelling of the ids', () => {
    const find = { vendorId: '0x05E0', productId: '1701', serialNumber: 'b2' }
    expect(choosePort(listed, { find })).toBe('/dev/ttyACM1')
  })

  it('takes the remembered identity before the remembered path', () => {
    const find = { vendorId: '05e0', productId: '1701', serialNumber: 'A1' }
    const moved = [{ ...scannerA, path: '/dev/ttyACM7' }, scannerB]
    expect(choosePort(moved, { find, path: '/dev/ttyACM1' })).toBe('/dev/ttyACM7')
  })

  it('falls back to the pnp id, then to the path', () => {
    expect(choosePort(listed, { find: { serialNumber: 'gone', pnpId: 'usb-B' } })).toBe('/dev/ttyACM1')
    expect(choosePort([], { find: { vendorId: '05e0' }, path: '/dev/ttyACM0' })).toBe('/dev/ttyACM0')
    expect(choosePort(null, { path: '/tmp/port' })).toBe('/tmp/port')
  })

  it('does not open another device that now has the remembered path', () => {
    expect(choosePort([modem], { find: { vendorId: '05e0' }, path: modem.path })).toBeNull()
  })

  it('finds nothing without a match and nothing without a wish', () => {
    expect(choosePort(listed, { find: { vendorId: '0c2e' } })).toBeNull()
    expect(choosePort(listed, { find: {} })).toBeNull()
    expect(choosePort(listed, {})).toBeNull()
  })
})

describe('the problems of the system', () => {
  it.each([
    ['Error: Permission denied, cannot open /dev/ttyACM0', 'denied'],
    ['Opening COM3: Access denied', 'denied'],
    ['Error: No such file or directory, cannot open /dev/ttyACM0', 'absent'],
    ['Opening COM9: File not found', 'absent'],
    ['Error Resource temporarily unavailable Cannot lock port', 'failed'],
  ])('%s', (message, kind) => expect(problemOf(new Error(message)).kind).toBe(kind))

  it('are values when the native module is missing', async () => {
    const ports = createNodeSerialPorts(() => Promise.reject(new Error('no prebuilt binding')))
    const line = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const
    const events = { onBytes: () => {}, onGone: () => {} }
    const answers = [await ports.list(), await ports.open('/dev/ttyACM0', line, events)]
    expect(answers.map((answer) => !answer.ok && answer.error.kind)).toEqual(['unavailable', 'unavailable'])
  })

  it('are values when the ports cannot be listed, as without udevadm', async () => {
    const path = process.env.PATH
    process.env.PATH = '/nowhere'
    const listed = await createNodeSerialPorts().list()
    process.env.PATH = path
    expect(listed.ok || listed.error.kind).toBe(process.platform === 'linux' ? 'unavailable' : true)
  })

  it('are values when the settings are nonsense', async () => {
    const line = { baudRate: Number.NaN, dataBits: 8, parity: 'none', stopBits: 1 } as const
    const opened = await createNodeSerialPorts().open('/nowhere', line, {
      onBytes: () => {},
      onGone: () => {},
    })
    expect(opened.ok).toBe(false)
  })
})

describeScannerContract('serial over fake ports', async () => {
  const fake = createFakeSerialPorts()
  fake.plug(scannerA)
  const config = { find: { vendorId: '05e0', serialNumber: 'A1' }, pollMs: 5, silenceMs: 40 }
  return {
    scanner: createSerialScanner(config, { ...realDeps, ports: fake.ports }),
    read: async (text) => fake.send(scannerA.path, `${text}\r`),
    readHalf: async (text) => fake.send(scannerA.path, text.slice(0, 5)),
    unplug: async () => fake.unplug(scannerA.path),
    plug: async () => fake.plug(scannerA),
    dispose: async () => expect(fake.isOpen(scannerA.path)).toBe(false),
    settleMs: 80,
  }
})

describe('a serial scanner', () => {
  let fake: FakeSerialPorts
  let heard: Heard
  let stop = async (): Promise<void> => {}

  beforeEach(() => {
    fake = createFakeSerialPorts()
    heard = createHeard()
  })

  afterEach(() => stop())

  async function start(config: SerialScannerConfig): Promise<void> {
    const scanner = createSerialScanner({ pollMs: 5, ...config }, { ...realDeps, ports: fake.ports })
    stop = scanner.stop
    await scanner.start(heard.listener)
  }

  it('that may not be opened is denied, not absent, until it may', async () => {
    fake.plug(scannerA)
    fake.refuseOpening({ kind: 'denied', detail: 'Permission denied' })
    await start({ path: scannerA.path })
    await heard.untilStatus('denied')
    fake.refuseOpening(null)
    await heard.untilStatus('ready')
  })

  it('is failed where serial ports do not exist at all', async () => {
    fake.refuseOpening({ kind: 'unavailable', detail: 'no native module' })
    await start({ path: scannerA.path })
    await heard.untilStatus('failed')
  })

  it('is opened by its path when the ports cannot be listed, and failed without a path', async () => {
    fake.plug(scannerA)
    fake.refuseListing({ kind: 'unavailable', detail: 'no udevadm' })
    await start({ find: { vendorId: '05e0' }, path: scannerA.path })
    await heard.untilStatus('ready')
    await stop()
    await start({ find: { vendorId: '05e0' } })
    await heard.untilStatus('failed')
  })

  it('is found again under another path after a replug', async () => {
    fake.plug(scannerA)
    await start({ find: { vendorId: '05e0', productId: '1701', serialNumber: 'A1' } })
    await heard.untilStatus('ready')
    fake.unplug(scannerA.path)
    await heard.untilStatus('disconnected')
    fake.plug({ ...scannerA, path: '/dev/ttyACM9' })
    await heard.untilStatus('ready')
    expect(fake.opened.map((open) => open.path)).toEqual(['/dev/ttyACM0', '/dev/ttyACM9'])
  })

  it('that is stopped while its port opens, closes it before the stop is done', async () => {
    fake.plug(scannerA)
    const finishOpening = fake.holdOpening()
    await start({ path: scannerA.path })
    let done = false
    const stopped = stop().then(() => {
      done = true
    })
    await pause(20)
    expect(done).toBe(false)
    finishOpening()
    await stopped
    expect([fake.opened.length, fake.isOpen(scannerA.path), heard.statuses]).toEqual([1, false, []])
  })

  it('opens the line as configured, 9600 8N1 by default', async () => {
    fake.plug(scannerA)
    await start({ path: scannerA.path })
    await heard.untilStatus('ready')
    await stop()
    await start({ path: scannerA.path, baudRate: 115_200, dataBits: 7, parity: 'even' })
    await heard.until(() => fake.opened.length === 2)
    expect(fake.opened.map((open) => open.line)).toEqual([
      { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
      { baudRate: 115_200, dataBits: 7, parity: 'even', stopBits: 1 },
    ])
  })
})
