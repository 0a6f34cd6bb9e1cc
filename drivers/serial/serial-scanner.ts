// A scanner on a serial port: USB-COM or RS-232. Opens it, cuts its bytes into reads, and looks for it again after an unplug.
// Sends nothing to the device.
import { createTextFramer, type Framed } from '../framing/text-framer.ts'
import type { Scanner, ScannerDeps, ScannerListener, ScannerStatus } from '../scanner.ts'
import { choosePort, type WantedPort } from './port-choice.ts'
import type { OpenSerialPort, SerialLine, SerialPorts, SerialProblem } from './serial-ports.ts'

export interface SerialScannerConfig extends WantedPort, Partial<SerialLine> {
  /** Default `serial-1`. */
  readonly id?: string
  /** Shown to technicians; default the path that was opened. */
  readonly label?: string
  /** Silence that ends a read without suffix. Default 80; 50–100 is sensible. */
  readonly silenceMs?: number
  /** Silence that ends a read of a scanner that otherwise sends a suffix. Default 300. */
  readonly stallMs?: number
  /** How often to look for a scanner that is not there. Default 2000. Nothing is polled while it is there. */
  readonly pollMs?: number
}

/** A timer that comes later than this was held up by a busy process, and bytes are waiting behind it. */
const BUSY_MS = 10

export interface SerialScannerDeps extends ScannerDeps {
  readonly ports: SerialPorts
}

export function createSerialScanner(config: SerialScannerConfig, deps: SerialScannerDeps): Scanner {
  let session: ReturnType<typeof openSession> | null = null

  async function stop(): Promise<void> {
    const ending = session
    session = null
    await ending?.end()
  }

  return {
    id: config.id ?? 'serial-1',
    source: 'serial',
    async start(listener) {
      await stop()
      session = openSession(config, deps, listener)
    },
    stop,
  }
}

/** Everything between one start and its stop. */
function openSession(config: SerialScannerConfig, deps: SerialScannerDeps, listener: ScannerListener) {
  const line: SerialLine = {
    baudRate: config.baudRate ?? 9600,
    dataBits: config.dataBits ?? 8,
    parity: config.parity ?? 'none',
    stopBits: config.stopBits ?? 1,
  }
  const framer = createTextFramer()
  let ended = false
  let port: OpenSerialPort | null = null
  let lastStatus = ''
  let lastByteAt = 0
  let silenceTimer: NodeJS.Timeout | undefined
  let pollTimer: NodeJS.Timeout | undefined
  let looking = look()

  async function look(): Promise<void> {
    const problem = await tryToOpen()
    if (ended || problem === null) return
    tell(statusOf(problem))
    lookLater()
  }

  function lookLater(): void {
    pollTimer = setTimeout(() => {
      looking = look()
    }, config.pollMs ?? 2000)
  }

  /** Null when the port is open. */
  async function tryToOpen(): Promise<SerialProblem | null> {
    const listed = config.find ? await deps.ports.list() : null
    const path = choosePort(listed?.ok ? listed.value : null, config)
    if (path === null)
      return listed && !listed.ok ? listed.error : { kind: 'absent', detail: 'no such scanner is listed' }
    let gone = false
    const opened = await deps.ports.open(path, line, {
      onBytes,
      onGone: () => {
        gone = true
        if (port) lose()
      },
    })
    if (!opened.ok) return opened.error
    if (ended || gone) {
      await opened.value.close()
      return { kind: 'absent', detail: 'closed while opening' }
    }
    port = opened.value
    tell({ kind: 'ready', label: config.label ?? path })
    return null
  }

  function onBytes(bytes: Uint8Array): void {
    if (ended) return
    lastByteAt = deps.now()
    report(framer.push(bytes))
    awaitSilence(framer.sendsSuffix() ? (config.stallMs ?? 300) : (config.silenceMs ?? 80))
  }

  function awaitSilence(ms: number): void {
    clearTimeout(silenceTimer)
    const due = performance.now() + ms
    silenceTimer = setTimeout(() => {
      if (performance.now() - due > BUSY_MS) awaitSilence(3 * BUSY_MS)
      else report(framer.silence())
    }, ms)
  }

  function report(reads: readonly Framed[]): void {
    for (const read of reads) {
      if (ended) return
      if (read.kind === 'disturbance') listener.onDisturbance(read.disturbance)
      else listener.onScan({ scanId: deps.newId(), text: read.text, at: lastByteAt, source: 'serial' })
    }
  }

  /** The device went away: what it had begun to send will never be finished. */
  function lose(): void {
    port = null
    forget()
    if (ended) return
    tell({ kind: 'disconnected' })
    lookLater()
  }

  function forget(): void {
    clearTimeout(silenceTimer)
    framer.reset()
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
      clearTimeout(pollTimer)
      forget()
      await looking
      await port?.close()
      port = null
    },
  }
}

function statusOf(problem: SerialProblem): ScannerStatus {
  if (problem.kind === 'absent') return { kind: 'disconnected' }
  if (problem.kind === 'denied') return { kind: 'denied', detail: problem.detail }
  return { kind: 'failed', detail: problem.detail }
}
