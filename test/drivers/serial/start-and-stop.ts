// A process of its own that starts a serial scanner, stops it, and has to end by itself.
import { createNodeSerialPorts } from '../../../drivers/serial/node-serial-ports.ts'
import { createSerialScanner } from '../../../drivers/serial/serial-scanner.ts'

const scanner = createSerialScanner(
  { path: process.argv[2] ?? '', find: { vendorId: '0c2e' }, pollMs: 1000 },
  { now: Date.now, newId: () => crypto.randomUUID(), ports: createNodeSerialPorts() },
)
const status = await new Promise<string>((resolve) => {
  void scanner.start({ onScan: () => {}, onDisturbance: () => {}, onStatus: (said) => resolve(said.kind) })
})
await scanner.stop()
process.stdout.write(status)
