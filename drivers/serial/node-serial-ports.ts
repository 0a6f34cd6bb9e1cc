// The real serial ports, over the `serialport` package. Loaded on first use: a machine without its native module still has a terminal.
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { OpenSerialPort, SerialEvents, SerialLine, SerialPorts, SerialProblem } from './serial-ports.ts'
import { watchNode } from './watch-node.ts'

type SerialModule = typeof import('serialport')

export function createNodeSerialPorts(
  load: () => Promise<SerialModule> = () => import('serialport'),
): SerialPorts {
  return {
    async list() {
      const loaded = await loadModule(load)
      if (!loaded.ok) return loaded
      try {
        return ok(await loaded.value.SerialPort.list())
      } catch (error) {
        // On Linux the list comes from `udevadm`, which small systems do not have.
        return err({ kind: 'unavailable', detail: `serial ports cannot be listed: ${messageOf(error)}` })
      }
    },
    async open(path, line, events) {
      const loaded = await loadModule(load)
      if (!loaded.ok) return loaded
      try {
        return await openPort(loaded.value, path, line, events)
      } catch (error) {
        // The package throws at settings it does not know.
        return err({ kind: 'failed', detail: messageOf(error) })
      }
    },
  }
}

async function loadModule(load: () => Promise<SerialModule>): Promise<Result<SerialModule, SerialProblem>> {
  try {
    return ok(await load())
  } catch (error) {
    return err({ kind: 'unavailable', detail: `serial ports are not available: ${messageOf(error)}` })
  }
}

function openPort(
  { SerialPort }: SerialModule,
  path: string,
  line: SerialLine,
  events: SerialEvents,
): Promise<Result<OpenSerialPort, SerialProblem>> {
  return new Promise((resolve) => {
    let closing = false
    let stopWatching = () => {}
    const port = new SerialPort({ path, ...line, autoOpen: false })
    // Without a listener an error would end the process; every loss of the port is also a `close`.
    port.on('error', () => {})
    port.on('data', (bytes: Uint8Array) => {
      if (!closing) events.onBytes(bytes)
    })
    port.on('close', () => {
      stopWatching()
      if (!closing) events.onGone()
    })
    port.open((error) => {
      if (error) return resolve(err(problemOf(error)))
      stopWatching = watchNode(path, () => port.isOpen && port.close())
      resolve(
        ok({
          close: () =>
            new Promise<void>((closed) => {
              closing = true
              stopWatching()
              if (port.isOpen) port.close(() => closed())
              else closed()
            }),
        }),
      )
    })
  })
}

/** The package reports the system's words only. "Access denied" is what Windows says of a port in use by another program. */
export function problemOf(error: Error): SerialProblem {
  const detail = error.message
  if (/permission denied|access denied|EACCES|EPERM/i.test(detail)) return { kind: 'denied', detail }
  if (/no such (file|device)|not found|ENOENT|ENXIO|ENODEV|unknown error code (2|3)\b/i.test(detail))
    return { kind: 'absent', detail }
  return { kind: 'failed', detail }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
