// A process of its own that reads with our driver, for a user who is not root: prints what it hears as JSON lines.
import { createHidScanner } from '../../../drivers/hid/hid-scanner.ts'
import { createNodeHidDevices } from '../../../drivers/hid/node-hid-devices.ts'

const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`)

const scanner = createHidScanner(
  { pollMs: 200 },
  {
    now: Date.now,
    newId: () => crypto.randomUUID(),
    devices: createNodeHidDevices(),
    onSeen: () => say({ seen: true }),
  },
)
await scanner.start({
  onScan: ({ text }) => say({ text }),
  onStatus: say,
  onDisturbance: (disturbance) => say({ disturbance }),
})
process.on('SIGTERM', () => void scanner.stop())
