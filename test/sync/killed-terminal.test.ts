// A terminal that is killed while it scans and sends, again and again: the hub ends up with everything a screen ever showed, once.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TerminalState } from '../../shared/bridge/state.ts'
import type { RunningServer } from '../hub-server/running-server.ts'
import { type ConnectedScreen, connectScreen, runTerminal } from '../support/running-terminal.ts'
import { enrolledFolder, runPublishingServer } from './enrolled-folder.ts'

const ROUNDS = 4

let server: RunningServer
beforeAll(async () => {
  server = await runPublishingServer()
})
afterAll(() => server.close())

async function start(data: string) {
  const running = await runTerminal(data)
  if (!('url' in running)) throw new Error(`did not start: ${running.stderr}`)
  return { running, screen: await connectScreen(running.url) }
}

function until(screen: ConnectedScreen, isSo: (state: TerminalState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const last = screen.states.at(-1)
    if (last && isSo(last)) resolve()
    else screen.onState((state) => isSo(state) && resolve())
  })
}

it('the hub has everything a screen ever showed, once, and nothing is missing', async () => {
  const { data, id } = await enrolledFolder(server)
  const shown = new Set<string>()
  let serial = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const { running, screen } = await start(data)
    screen.onState(({ screen: now }) => now.kind === 'result' && shown.add(now.checkId))
    // Every second round dies the moment an answer of the hub was used, the others with visits in the queue.
    let before = 0
    const enough = until(screen, ({ queued }) => {
      const hasFallen = queued < before
      before = queued
      return round % 2 ? hasFallen : queued > 15
    })
    let isDead = false
    const scanning = (async () => {
      while (!isDead) {
        serial += 1
        screen.send('scan', {
          scanId: randomUUID(),
          text: `901${String(serial).padStart(7, '0')}`,
          agoMs: 0,
          source: 'wedge',
        })
        await pause(20)
      }
    })()
    await enough
    await running.kill()
    isDead = true
    await scanning
  }
  const { running, screen } = await start(data)
  await until(screen, ({ queued, network }) => queued === 0 && network === 'ONLINE')
  await running.stop()

  const ids: string[] = []
  for await (const visit of server.hub.store.visitsOf(id)) ids.push(visit.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect([...shown].filter((visitId) => !ids.includes(visitId))).toEqual([])
  expect(shown.size).toBeGreaterThan(40)
  expect(await server.office.verify(id)).toMatchObject({
    isComplete: true,
    missing: [],
    broken: [],
    differences: [],
  })
}, 120_000)
