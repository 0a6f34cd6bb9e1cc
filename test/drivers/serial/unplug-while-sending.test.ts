// The plug is pulled while the scanner is sending. A port that hangs up in the middle of a read must be noticed every time, not
// only when the driver happened to be waiting.
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { createNodeSerialPorts } from '../../../drivers/serial/node-serial-ports.ts'
import { createPty, describeOverPty } from './pty.ts'

const line = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const

describeOverPty('a serial port that hangs up', () => {
  it('is gone, also in the middle of a read', { timeout: 60_000 }, async () => {
    const ports = createNodeSerialPorts()
    const pty = await createPty()
    onTestFinished(() => pty.dispose())
    for (let round = 0; round < 12; round += 1) {
      await pty.plug()
      let isGone = false
      const opened = await ports.open(pty.path, line, {
        onBytes: () => {},
        onGone: () => {
          isGone = true
        },
      })
      if (!opened.ok) throw new Error(opened.error.detail)
      await pty.send('90100')
      if (round % 2) await pause(1)
      await pty.unplug()
      await expect.poll(() => isGone, { timeout: 4000 }).toBe(true)
      await opened.value.close()
    }
  })
})
