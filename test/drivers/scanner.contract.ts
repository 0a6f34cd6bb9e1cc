// The duties of every Scanner (drivers/scanner.ts), run over each implementation.
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Scanner, ScannerDeps } from '../../drivers/scanner.ts'
import { createHeard, type Heard } from './heard.ts'

/** A scanner under test and the hands around it. It is plugged in at first. */
export interface ScannerBench {
  readonly scanner: Scanner
  /** Reads a code; resolves when the device has sent it. */
  read(text: string): Promise<void>
  /** The first half of a code and no more; null for a device that cannot be caught in the middle. */
  readonly readHalf: ((text: string) => Promise<void>) | null
  unplug(): Promise<void>
  plug(): Promise<void>
  dispose(): Promise<void>
  /** Longest time in which anything that is going to be reported has been reported. */
  readonly settleMs: number
}

export const realDeps: ScannerDeps = { now: Date.now, newId: () => crypto.randomUUID() }

export function describeScannerContract(name: string, createBench: () => Promise<ScannerBench>): void {
  describe(`the duties of a scanner: ${name}`, () => {
    let bench: ScannerBench
    let heard: Heard

    beforeEach(async () => {
      bench = await createBench()
      heard = createHeard()
    })

    afterEach(async () => {
      await bench.scanner.stop()
      await bench.dispose()
    })

    async function startReady(): Promise<void> {
      await bench.scanner.start(heard.listener)
      await heard.untilStatus('ready')
    }

    it('reports one read exactly once, stamped where it happened', async () => {
      await startReady()
      const before = Date.now()
      await bench.read('9010000123')
      await heard.untilScans(1)
      await pause(bench.settleMs)
      expect(heard.texts()).toEqual(['9010000123'])
      expect(heard.disturbances).toEqual([])
      const [scan] = heard.scans
      expect(scan?.source).toBe(bench.scanner.source)
      expect(scan?.scanId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      // A page and a process read the same clock with different fractions.
      expect(scan?.at).toBeGreaterThanOrEqual(before - 2)
      expect(scan?.at).toBeLessThanOrEqual(Date.now() + 2)
    })

    it('reports two reads in order, each with its own id', async () => {
      await startReady()
      await bench.read('9010000123')
      await bench.read('9010000123')
      await bench.read('9020000456')
      await heard.untilScans(3)
      expect(heard.texts()).toEqual(['9010000123', '9010000123', '9020000456'])
      expect(new Set(heard.scans.map((scan) => scan.scanId)).size).toBe(3)
    })

    it('keeps the AIM and Code 39 wrapping', async () => {
      await startReady()
      await bench.read(']C09010000123')
      await bench.read('*9010000123*')
      await heard.untilScans(2)
      expect(heard.texts()).toEqual([']C09010000123', '*9010000123*'])
    })

    it('says when the device is gone and when it is back, and reads again', async () => {
      await startReady()
      await bench.unplug()
      await heard.untilStatus('disconnected')
      await bench.plug()
      await heard.untilStatus('ready')
      await bench.read('9010000123')
      await heard.untilScans(1)
      expect(heard.texts()).toEqual(['9010000123'])
    })

    it('starts without a device and finds it later', async () => {
      await bench.unplug()
      await bench.scanner.start(heard.listener)
      await heard.untilStatus('disconnected')
      await bench.plug()
      await heard.untilStatus('ready')
      await bench.read('9010000123')
      await heard.untilScans(1)
    })

    it('says each status once', async () => {
      await startReady()
      await bench.unplug()
      await heard.untilStatus('disconnected')
      await pause(bench.settleMs)
      expect(heard.statuses.map((status) => status.kind)).toEqual(['ready', 'disconnected'])
    })

    it('drops half a read before an unplug', async () => {
      if (!bench.readHalf) return
      await startReady()
      await bench.readHalf('9010000123')
      await bench.unplug()
      await heard.untilStatus('disconnected')
      await bench.plug()
      await heard.untilStatus('ready')
      await bench.read('9020000456')
      await heard.untilScans(1)
      await pause(bench.settleMs)
      expect(heard.texts()).toEqual(['9020000456'])
    })

    it('is silent after stop, even in the middle of a read', async () => {
      await startReady()
      await bench.readHalf?.('9010000123')
      await bench.scanner.stop()
      const told = heard.statuses.length
      await bench.read('9020000456')
      await bench.unplug()
      await bench.plug()
      await pause(bench.settleMs)
      expect(heard.texts()).toEqual([])
      expect(heard.disturbances).toEqual([])
      expect(heard.statuses.length).toBe(told)
    })

    it('stops twice without harm and starts again', async () => {
      await bench.scanner.stop()
      await startReady()
      await bench.scanner.stop()
      await bench.scanner.stop()
      heard = createHeard()
      await startReady()
      await bench.read('9010000123')
      await heard.untilScans(1)
      await pause(bench.settleMs)
      expect(heard.texts()).toEqual(['9010000123'])
    })

    it('stops while it is still starting', async () => {
      await bench.scanner.start(heard.listener)
      await bench.scanner.stop()
      const told = heard.statuses.length
      await bench.read('9010000123')
      await pause(bench.settleMs)
      expect(heard.texts()).toEqual([])
      expect(heard.statuses.length).toBe(told)
    })
  })
}
