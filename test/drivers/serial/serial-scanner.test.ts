// The serial scanner over real pseudo terminals, opened with the real native module.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNodeSerialPorts } from '../../../drivers/serial/node-serial-ports.ts'
import { createSerialScanner } from '../../../drivers/serial/serial-scanner.ts'
import { createHeard, type Heard } from '../heard.ts'
import { describeScannerContract, realDeps } from '../scanner.contract.ts'
import { createPty, describeOverPty, type Pty } from './pty.ts'

const silenceMs = 120
const stallMs = 600
const pollMs = 20
const deps = { ...realDeps, ports: createNodeSerialPorts() }

describeOverPty('a serial scanner', () => {
  describeScannerContract('serial', async () => {
    const pty = await createPty()
    return {
      scanner: createSerialScanner({ path: pty.path, silenceMs: 300, pollMs }, deps),
      read: (text) => pty.send(`${text}\r`),
      readHalf: (text) => pty.send(text.slice(0, 5)),
      unplug: pty.unplug,
      plug: pty.plug,
      dispose: pty.dispose,
      settleMs: 400,
    }
  })

  describe('on the line', () => {
    let pty: Pty
    let heard: Heard
    let scanner: ReturnType<typeof createSerialScanner>

    beforeEach(async () => {
      pty = await createPty()
      heard = createHeard()
      scanner = createSerialScanner({ path: pty.path, silenceMs, stallMs, pollMs }, deps)
      await scanner.start(heard.listener)
      await heard.untilStatus('ready')
    })

    afterEach(async () => {
      await scanner.stop()
      await pty.dispose()
    })

    const framings: Readonly<Record<string, string>> = {
      CR: '9010000123\r',
      LF: '9010000123\n',
      CRLF: '9010000123\r\n',
      TAB: '9010000123\t',
      NUL: '9010000123\0',
      ETX: '9010000123\x03',
      'STX and ETX': '\x029010000123\x03',
      'no suffix': '9010000123',
    }
    for (const [name, sent] of Object.entries(framings))
      it(`reads with ${name}`, async () => {
        await pty.send(sent)
        await heard.untilScans(1)
        await pause(silenceMs * 2)
        expect(heard.texts()).toEqual(['9010000123'])
      })

    it('joins a read that arrives in pieces', async () => {
      for (const piece of ['901', '00', '0', '0123', '\r']) {
        await pty.send(piece)
        await pause(5)
      }
      await heard.untilScans(1)
      expect(heard.texts()).toEqual(['9010000123'])
    })

    it('parts two reads that arrive in one piece', async () => {
      await pty.send('9010000123\r\n9020000456\r\n')
      await heard.untilScans(2)
      expect(heard.texts()).toEqual(['9010000123', '9020000456'])
    })

    it('hands on 3 KB and refuses 10 KB, and reads on', async () => {
      await pty.send(`${'x'.repeat(3000)}\r`)
      await heard.untilScans(1)
      await pty.send(`${'y'.repeat(10_000)}\r`)
      await heard.until(() => heard.disturbances.length === 1)
      await pty.send('9010000123\r')
      await heard.untilScans(2)
      expect(heard.texts()).toEqual(['x'.repeat(3000), '9010000123'])
      expect(heard.disturbances).toEqual(['TOO_LONG'])
    })

    it('survives garbage and reads on', async () => {
      await pty.send(Uint8Array.from({ length: 2000 }, (_, at) => (at * 131 + 7) & 0xff))
      // Noise may look like the beginning of a longer code; it is let go after a stall.
      await pause(stallMs + 300)
      const before = heard.scans.length
      await pty.send('9010000123\r')
      await heard.untilScans(before + 1)
      expect(heard.texts().at(-1)).toBe('9010000123')
      expect(heard.texts().slice(0, -1)).not.toContain('9010000123')
    })

    it('names a scanner that read nothing and one in the wrong mode', async () => {
      await pty.send('%%NoRead\r')
      await pty.send(Uint8Array.of(0x05, 0xf6, 0x00, 0x00, 0x0a, 0xfe, 0xfb))
      await heard.until(() => heard.disturbances.length === 2)
      expect(heard.disturbances).toEqual(['NO_READ', 'WRONG_MODE'])
      expect(heard.scans).toEqual([])
    })

    it('stamps a read without suffix with its last byte, not with the silence behind it', async () => {
      await pty.send('9010000123')
      await heard.untilScans(1)
      expect(Date.now() - (heard.scans[0]?.at ?? 0)).toBeGreaterThanOrEqual(silenceMs - 5)
    })

    it('makes no number of the first half of a longer code, when the line stalls', async () => {
      await pty.send('9010000123\r')
      await heard.untilScans(1)
      await pty.send('6222020200')
      await pause(silenceMs + 80)
      await pty.send('112233445\r')
      await heard.untilScans(2)
      expect(heard.texts()).toEqual(['9010000123', '6222020200112233445'])
    })

    it('reads what waits on the line before it believes in silence, when the process was busy', async () => {
      await pty.send('90100')
      await pause(20)
      const rest = pty.send('00123\r')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, silenceMs * 3)
      await rest
      await heard.untilScans(1)
      await pause(silenceMs * 2)
      expect(heard.texts()).toEqual(['9010000123'])
    })

    it('says that a port in use by somebody else failed', async () => {
      const second = createSerialScanner({ path: pty.path, pollMs }, deps)
      const secondHeard = createHeard()
      await second.start(secondHeard.listener)
      await secondHeard.untilStatus('failed')
      await second.stop()
    })
  })

  it('leaves nothing behind that keeps the process alive', async () => {
    const pty = await createPty()
    for (const path of [pty.path, '/nowhere/port']) {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'start-and-stop.ts'), path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let said = ''
      child.stdout.on('data', (chunk) => {
        said += chunk
      })
      const [code] = await once(child, 'exit')
      expect([code, said.trim()]).toEqual([0, path === pty.path ? 'ready' : 'disconnected'])
    }
    await pty.dispose()
  })
})
