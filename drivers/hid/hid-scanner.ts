// All HID POS scanners of the machine behind one port: finds them by their usage, reads them, and looks for them again after an
// unplug. Works without focus, keyboard layout and input method.
import { layoutOfDescriptor } from '../framing/hidpos-descriptor.ts'
import { createHidPosReader, type HidPosRead, type HidPosReader } from '../framing/hidpos-reader.ts'
import type { Scanner, ScannerDeps, ScannerListener, ScannerStatus } from '../scanner.ts'
import { type ChosenDevice, chooseHidPos } from './hid-choice.ts'
import type { HidDevices, HidProblem, OpenHidDevice } from './hid-devices.ts'
import { watchForResume } from './resume-watch.ts'

export interface HidScannerConfig {
  /** Default `hid-1`. */
  readonly id?: string
  /** How often to look for a scanner while there is none. Default 2000. Listing disturbs other USB devices. */
  readonly pollMs?: number
  /** The same while another scanner works, or where HID is not available at all. Default 10 000. */
  readonly seldomMs?: number
  /** How long the next part of a read may take. Default 1000. */
  readonly partMs?: number
  /** Wait after the machine woke up, until its devices are there again. Default 1000. */
  readonly wakeMs?: number
}

export interface HidScannerDeps extends ScannerDeps {
  readonly devices: HidDevices
  /** A HID POS scanner is listed on this machine, whether it can be opened or not. Called before its first status. */
  readonly onSeen?: () => void
  /** Why there is no scanner, or not every one; once for each problem until it is over. For the log. */
  readonly onProblem?: (problem: HidProblem) => void
  /** Calls back after the machine slept, returns the way out. Default: noticed by the machine's own clock. */
  readonly onResume?: (listener: () => void) => () => void
}

/** A timer that comes later than this was held up by a busy process, and reports are waiting behind it. */
const BUSY_MS = 10

/** Honeywell and relatives: send scans to this interface also when there is a keyboard one. Refusals do not matter. */
const hostReady = [0xfe, 0x01] as const
const wantsHostReady: ReadonlySet<number> = new Set([0x0c2e, 0x0536, 0x23d0])

interface OpenScanner {
  readonly chosen: ChosenDevice
  readonly device: OpenHidDevice
  readonly reader: HidPosReader
  partTimer: NodeJS.Timeout | undefined
  lastReportAt: number
}

export function createHidScanner(config: HidScannerConfig, deps: HidScannerDeps): Scanner {
  let session: ReturnType<typeof openSession> | null = null

  async function stop(): Promise<void> {
    const ending = session
    session = null
    await ending?.end()
  }

  return {
    id: config.id ?? 'hid-1',
    source: 'hid',
    async start(listener) {
      await stop()
      session = openSession(config, deps, listener)
    },
    stop,
  }
}

/** Everything between one start and its stop. */
function openSession(config: HidScannerConfig, deps: HidScannerDeps, listener: ScannerListener) {
  const pollMs = config.pollMs ?? 2000
  const seldomMs = config.seldomMs ?? 10_000
  const partMs = config.partMs ?? 1000
  const open = new Map<string, OpenScanner>()
  /** What a device taught of its layout outlives an unplug. */
  const readers = new Map<string, HidPosReader>()
  const closing = new Set<Promise<void>>()
  /** As many as there ever were at once: a twin that is gone is looked for. */
  let expected = 0
  let ended = false
  let lastStatus = ''
  let lastProblem = ''
  let pollTimer: NodeJS.Timeout | undefined
  let looking = look()
  const onResume = deps.onResume ?? ((listener) => watchForResume(Date.now, listener))
  const stopWatching = onResume(replugAll)

  async function look(): Promise<void> {
    const listed = await deps.devices.list()
    if (ended) return
    const chosen = listed.ok ? chooseHidPos(listed.value) : []
    if (chosen.length > 0 || (!listed.ok && listed.error.hasScanner)) deps.onSeen?.()
    let problem: HidProblem | null = listed.ok ? null : listed.error
    for (const device of chosen) {
      if (ended) return
      if (!open.has(device.path)) problem = (await tryToOpen(device)) ?? problem
    }
    if (ended) return
    expected = Math.max(expected, open.size)
    tellProblem(problem)
    tell(open.size > 0 ? ready() : statusOf(problem))
    if (open.size === 0) lookLater(problem?.kind === 'unavailable' ? seldomMs : pollMs)
    else if (open.size < Math.max(expected, chosen.length)) lookLater(seldomMs)
  }

  function lookLater(ms: number): void {
    clearTimeout(pollTimer)
    pollTimer = setTimeout(() => {
      // One look at a time.
      looking = looking.then(() => (ended ? undefined : look()))
    }, ms)
  }

  /** Null when it is open. */
  async function tryToOpen(chosen: ChosenDevice): Promise<HidProblem | null> {
    let scanner: OpenScanner | null = null
    let gone = false
    const opened = await deps.devices.open(chosen.path, {
      onReport: (report) => {
        if (scanner) onReport(scanner, report)
      },
      onGone: () => {
        gone = true
        if (scanner) lose(scanner)
      },
    })
    if (!opened.ok) return opened.error
    const device = opened.value
    if (ended || gone) {
      await device.close()
      return { kind: 'absent', detail: 'gone while opening' }
    }
    scanner = { chosen, device, reader: readerOf(chosen, device), partTimer: undefined, lastReportAt: 0 }
    open.set(chosen.path, scanner)
    if (wantsHostReady.has(chosen.vendorId)) void device.sendFeature(hostReady)
    return null
  }

  function readerOf({ identity, vendorId }: ChosenDevice, { descriptor }: OpenHidDevice): HidPosReader {
    const layout = descriptor && layoutOfDescriptor(descriptor)
    const reader = readers.get(identity) ?? createHidPosReader({ layout, vendorId })
    readers.set(identity, reader)
    return reader
  }

  function onReport(scanner: OpenScanner, report: Uint8Array): void {
    if (ended) return
    scanner.lastReportAt = deps.now()
    tellReads(scanner, scanner.reader.push(report))
    clearTimeout(scanner.partTimer)
    if (scanner.reader.isWaiting()) awaitPart(scanner, partMs)
  }

  function awaitPart(scanner: OpenScanner, ms: number): void {
    const due = performance.now() + ms
    scanner.partTimer = setTimeout(() => {
      if (performance.now() - due > BUSY_MS) awaitPart(scanner, 3 * BUSY_MS)
      else tellReads(scanner, scanner.reader.silence())
    }, ms)
  }

  function tellReads({ lastReportAt }: OpenScanner, reads: readonly HidPosRead[]): void {
    for (const read of reads) {
      if (ended) return
      if (read.kind === 'disturbance') listener.onDisturbance(read.disturbance)
      if (read.kind !== 'text') continue
      const bare = unframed(read.text)
      if (bare === '') continue
      const text = (read.aim ?? '') + bare
      listener.onScan({ scanId: deps.newId(), text, at: lastReportAt, source: 'hid' })
    }
  }

  /** The device went away, and with it what it had begun to send. */
  function lose(scanner: OpenScanner): void {
    forget(scanner)
    if (ended) return
    tell(open.size > 0 ? ready() : { kind: 'disconnected' })
    lookLater(open.size > 0 ? seldomMs : pollMs)
  }

  function forget(scanner: OpenScanner): void {
    open.delete(scanner.chosen.path)
    clearTimeout(scanner.partTimer)
    scanner.reader.reset()
    const closed = scanner.device.close().finally(() => closing.delete(closed))
    closing.add(closed)
  }

  function replugAll(): void {
    if (ended || open.size === 0) return
    for (const scanner of [...open.values()]) forget(scanner)
    tell({ kind: 'disconnected' })
    lookLater(config.wakeMs ?? 1000)
  }

  function ready(): ScannerStatus {
    const names = [...open.values()].map(({ chosen }) => chosen.product || chosen.identity)
    return { kind: 'ready', label: names.join(' + ') }
  }

  function tellProblem(problem: HidProblem | null): void {
    const detail = problem?.detail ?? ''
    if (problem && detail !== lastProblem) deps.onProblem?.(problem)
    lastProblem = detail
  }

  function tell(status: ScannerStatus): void {
    const said = JSON.stringify(status)
    if (ended || said === lastStatus) return
    lastStatus = said
    listener.onStatus(status)
  }

  return {
    async end(): Promise<void> {
      ended = true
      stopWatching()
      clearTimeout(pollTimer)
      await looking
      for (const scanner of [...open.values()]) forget(scanner)
      await Promise.all(closing)
    },
  }
}

function statusOf(problem: HidProblem | null): ScannerStatus {
  if (!problem || problem.kind === 'absent') return { kind: 'disconnected' }
  return { kind: problem.kind === 'denied' ? 'denied' : 'failed', detail: problem.detail }
}

// STX, ETX, TAB, LF, CR.
const framing: ReadonlySet<string> = new Set(['\u0002', '\u0003', '\t', '\n', '\r'])

/** Suffixes and prefixes are set on the scanner and counted as data. */
function unframed(text: string): string {
  let from = 0
  let to = text.length
  while (from < to && framing.has(text[from] ?? '')) from++
  while (to > from && framing.has(text[to - 1] ?? '')) to--
  return text.slice(from, to)
}
