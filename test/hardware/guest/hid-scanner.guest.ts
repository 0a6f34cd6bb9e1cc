// Our HID POS driver over node-hid over a real kernel. Runs in the guest.
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHidScanner } from '../../../drivers/hid/hid-scanner.ts'
import { createNodeHidDevices } from '../../../drivers/hid/node-hid-devices.ts'
import { createHeard, type Heard } from '../../drivers/heard.ts'
import { layoutBReports, layoutCReports } from '../../drivers/hid/pos-reports.ts'
import {
  keyboardDescriptor,
  layoutBDescriptor,
  layoutCDescriptor,
} from '../../drivers/hid/report-descriptors.ts'
import { describeScannerContract, realDeps } from '../../drivers/scanner.contract.ts'
import { plugVirtualHid } from '../virtual-hid.ts'
import {
  hidrawNodes,
  honeywell,
  openHandles,
  plugScanner,
  type ScannerAtCounter,
  untilNoneIsLeft,
} from './scanner-at-counter.ts'

const deps = { ...realDeps, devices: createNodeHidDevices() }
const newland = {
  vendorId: 0x1eab,
  productId: 0x0110,
  descriptor: layoutCDescriptor,
  reports: layoutCReports,
}

describeScannerContract('HID POS over node-hid', async () => {
  let at: ScannerAtCounter = await plugScanner(newland)
  let plugged = true
  return {
    scanner: createHidScanner({ pollMs: 100 }, deps),
    read: async (text) => {
      if (plugged) at.scan(text)
    },
    readHalf: async (text) => {
      const [half] = layoutCReports({ text: text.repeat(8) })
      if (half) at.device.input(half)
    },
    unplug: async () => {
      at.device.unplug()
      plugged = false
      await untilNoneIsLeft()
    },
    plug: async () => {
      at = await plugScanner(newland)
      plugged = true
    },
    dispose: async () => {
      at.device.unplug()
      await untilNoneIsLeft()
      expect(openHandles()).toBe(0)
    },
    settleMs: 600,
  }
})

describe('a HID POS scanner on a real kernel', () => {
  let heard: Heard
  let scanner: ReturnType<typeof createHidScanner>
  const plugged: ScannerAtCounter[] = []

  beforeEach(() => {
    heard = createHeard()
    scanner = createHidScanner({ pollMs: 100, seldomMs: 200 }, deps)
  })

  afterEach(async () => {
    await scanner.stop()
    for (const { device } of plugged.splice(0)) device.unplug()
    await untilNoneIsLeft()
  })

  async function plug(...config: Parameters<typeof plugScanner>): Promise<ScannerAtCounter> {
    const at = await plugScanner(...config)
    plugged.push(at)
    return at
  }

  it('is read in layout A, and told that the host is ready', async () => {
    const at = await plug()
    await scanner.start(heard.listener)
    await heard.untilStatus('ready')
    expect(heard.statuses).toEqual([{ kind: 'ready', label: 'Virtual HID POS scanner' }])
    at.scan('9010000123\r')
    await heard.untilScans(1)
    expect(heard.texts()).toEqual([']C09010000123'])
    await heard.until(() => at.device.received.length > 0)
    expect(at.device.received).toEqual([{ kind: 'feature', bytes: Buffer.from([0xfe, 0x01]) }])
  })

  it('is read in layout B by its descriptor', async () => {
    const at = await plug({ descriptor: layoutBDescriptor, reports: layoutBReports })
    await scanner.start(heard.listener)
    await heard.untilStatus('ready')
    at.scan('9010000123')
    await heard.untilScans(1)
    expect(heard.texts()).toEqual([']C09010000123'])
  })

  it('reads a code of 3,000 bytes in its 54 parts', async () => {
    const at = await plug()
    await scanner.start(heard.listener)
    await heard.untilStatus('ready')
    const text = Array.from({ length: 750 }, (_, index) => String(index).padStart(4, '0')).join('')
    at.scan({ text, aim: ']Q1' })
    at.scan('9010000123')
    await heard.untilScans(2)
    expect(heard.texts()).toEqual([`]Q1${text}`, ']C09010000123'])
  })

  it('reads 200 scans as fast as USB carries them, each once and in order', async () => {
    const at = await plug()
    await scanner.start(heard.listener)
    await heard.untilStatus('ready')
    const numbers = Array.from({ length: 200 }, (_, index) => String(9010000000 + index))
    for (const [index, number] of numbers.entries()) {
      at.scan(number)
      // The kernel keeps 64 reports for a slow reader, and USB brings at most one in a millisecond.
      if (index % 32 === 31) await pause(32)
    }
    await heard.untilScans(200)
    await pause(200)
    expect(heard.texts()).toEqual(numbers.map((number) => `]C0${number}`))
  })

  it('is unplugged in the middle of a code and plugged in again, many times', async () => {
    await scanner.start(heard.listener)
    for (let round = 1; round <= 5; round++) {
      const at = await plugScanner({ serialNumber: 'SAME' })
      await heard.untilStatus('ready')
      const [half] = layoutBReports({ text: 'x'.repeat(100) })
      if (half) at.device.input(half)
      at.device.unplug()
      await heard.untilStatus('disconnected')
      const again = await plugScanner({ serialNumber: 'SAME' })
      await heard.untilStatus('ready')
      again.scan(`901000000${round}`)
      await heard.untilScans(round)
      again.device.unplug()
      await heard.untilStatus('disconnected')
    }
    expect(heard.texts()).toEqual([1, 2, 3, 4, 5].map((round) => `]C0901000000${round}`))
  })

  it('has a twin: both read, the parts do not mix, and one goes on without the other', async () => {
    const one = await plug({ serialNumber: 'T1', name: 'Scanner one' })
    const two = await plug({ serialNumber: 'T2', name: 'Scanner two' })
    await scanner.start(heard.listener)
    await heard.untilStatus('ready')
    one.scan({ text: 'A'.repeat(500), aim: ']Q1' })
    two.scan({ text: 'B'.repeat(500), aim: ']Q1' })
    await heard.untilScans(2)
    expect(heard.texts().sort()).toEqual([`]Q1${'A'.repeat(500)}`, `]Q1${'B'.repeat(500)}`])
    one.device.unplug()
    await heard.until(() => heard.statuses.length > 1)
    expect(heard.statuses.at(-1)).toEqual({ kind: 'ready', label: 'Scanner two' })
    two.scan('9010000123')
    const back = await plug({ serialNumber: 'T1', name: 'Scanner one' })
    await heard.until(() => heard.statuses.length > 2)
    back.scan('9020000456')
    await heard.untilScans(4)
    expect(heard.texts().slice(2)).toEqual([']C09010000123', ']C09020000456'])
  })

  it('is not a keyboard, and not a scanner of the same vendor in keyboard mode', async () => {
    const keyboard = plugVirtualHid({ name: 'Keyboard mode', ...honeywell, descriptor: keyboardDescriptor })
    try {
      while (hidrawNodes().length === 0) await pause(5)
      await scanner.start(heard.listener)
      await heard.untilStatus('disconnected')
      keyboard.input(Buffer.from([0, 0, 0x26, 0, 0, 0, 0, 0]))
      const at = await plug()
      await heard.untilStatus('ready')
      expect(openHandles()).toBe(1)
      at.scan('9010000123')
      await heard.untilScans(1)
      expect(heard.texts()).toEqual([']C09010000123'])
    } finally {
      keyboard.unplug()
    }
  })
})
