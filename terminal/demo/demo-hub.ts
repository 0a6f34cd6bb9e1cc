// The demo's own hub: a real one, in a process of its own, that can be stopped and started like a network that comes and goes.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { DemoState } from '../../shared/bridge/state.ts'
import { runHubCommand, spawnHub } from './hub-command.ts'
import { publishDemo } from './make-demo-roster.ts'

export interface DemoHub {
  /** Its address; the same for as long as this terminal runs. */
  readonly url: string
  status(): DemoState['hub']
  /** Publishes what is new and serves. Resolves when it answers, or has failed. */
  start(): Promise<void>
  stop(): Promise<void>
  /** A one-time code for a terminal of the demo's facility. */
  enrolmentCode(): Promise<string>
  onChange(listener: () => void): void
}

const issuedSchema = z.object({ code: z.string() })

export async function createDemoHub(
  dir: string,
  facility: { id: string; name: string; nameEn: string },
): Promise<DemoHub> {
  const port = await freePort()
  let listener = () => {}
  let status: DemoState['hub'] = 'STOPPED'
  let serving: ChildProcess | null = null

  function become(next: DemoState['hub']): void {
    if (next === status) return
    status = next
    listener()
  }

  async function start(): Promise<void> {
    if (serving) return
    become('STARTING')
    try {
      await publishDemo(dir)
      await serve()
    } catch {
      become('FAILED')
    }
  }

  async function serve(): Promise<void> {
    // Its input is a pipe of ours: when this process goes, however it goes, the hub goes too.
    const hub = spawnHub(['serve', '--data', dir, '--port', String(port), '--until-input-ends'])
    serving = hub
    hub.stderr?.resume()
    const closed = once(hub, 'close').then(() => {
      if (serving === hub) serving = null
      become('STOPPED')
      return false
    })
    const listening = hub.stdout
      ? once(createInterface({ input: hub.stdout }), 'line').then(() => true)
      : Promise.resolve(false)
    if (!(await Promise.race([listening, closed]))) throw new Error('the hub ended before it listened')
    become('RUNNING')
  }

  return {
    url: `http://127.0.0.1:${port}`,
    status: () => status,
    start,
    async stop() {
      const hub = serving
      if (!hub) return
      const closed = once(hub, 'close')
      hub.kill('SIGTERM')
      await closed
    },
    async enrolmentCode() {
      const { id, name, nameEn } = facility
      const place = ['--facility', id, '--name', name, '--name-en', nameEn]
      return issuedSchema.parse(JSON.parse(await runHubCommand(['enrol', '--data', dir, ...place, '--json'])))
        .code
    },
    onChange(next) {
      listener = next
    },
  }
}

/** A port that was free a moment ago; the demo keeps it, so that a hub started again is where it was. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return address !== null && typeof address === 'object' ? address.port : 0
}
