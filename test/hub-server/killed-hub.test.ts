// Kill -9 while visits come in: whatever was acknowledged is there afterwards. HUB_KILL_ROUNDS says how often (3).
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { BatchReply } from '../../shared/protocol/visit-batch.ts'
import type { VisitEvent } from '../../shared/protocol/visit-event.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { type ChainOfVisits, createChainOfVisits } from './chain-of-visits.ts'
import { adminTokenOf, type HubProcess, runHubCommand, startHub } from './hub-process.ts'
import { hasPostgres, startPostgres } from './postgres-server.ts'
import { createDevice, facility, ROOT_TEXT } from './running-server.ts'

const ROUNDS = Number(process.env.HUB_KILL_ROUNDS ?? 3)
const MINUTE = 60_000
const EVENTS_A_BATCH = 25

/** A terminal that sends what is not acknowledged, again and again, and remembers every promise. */
interface Sender {
  readonly chain: ChainOfVisits
  readonly acknowledged: Set<string>
  /** Sends batches until one is not answered. */
  sendUntilCut(address: string, onAnswer: () => void): Promise<void>
  /** Sends everything; the outcome of each. */
  sendAll(address: string): Promise<Map<string, string>>
}

async function enrolSender(address: string, dataDir: string): Promise<Sender> {
  const post = async (
    path: string,
    body: unknown,
    authorization?: string,
  ): Promise<Record<string, string>> => {
    const response = await fetch(new URL(path, address), {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'card-protocol': '1' },
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Record<string, string>
  }
  const device = createDevice(randomUUID())
  const { code = '' } = await post('/admin/api/enrolments', { facility }, `Bearer ${adminTokenOf(dataDir)}`)
  const { token } = await post('/v1/enrolments', device.enrolment(code, Date.now()))
  const chain = createChainOfVisits(device.terminal, { at: new Date().toISOString() })
  const acknowledged = new Set<string>()

  async function send(hub: string, events: readonly VisitEvent[]): Promise<BatchReply> {
    const response = await fetch(new URL('/v1/visits', hub), {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'card-protocol': '1' },
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ terminal: device.terminal, events }),
    })
    if (!response.ok) throw new Error(`refused: ${response.status}`)
    const reply = (await response.json()) as BatchReply
    for (const { id, outcome } of reply.replies)
      if (outcome === 'ACCEPTED' || outcome === 'DUPLICATE') acknowledged.add(id)
    return reply
  }

  return {
    chain,
    acknowledged,
    async sendUntilCut(hub, onAnswer) {
      try {
        for (;;) {
          const from = chain.visits.length
          for (let n = 0; n < EVENTS_A_BATCH; n++) chain.check('9010000001')
          await send(hub, chain.events(chain.visits.slice(from)))
          onAnswer()
        }
      } catch {
        // Cut: nothing was promised.
      }
    },
    async sendAll(hub) {
      const outcomes = new Map<string, string>()
      for (let from = 0; from < chain.visits.length; from += 500) {
        const { replies } = await send(hub, chain.events(chain.visits.slice(from, from + 500)))
        for (const { id, outcome } of replies) outcomes.set(id, outcome)
      }
      return outcomes
    },
  }
}

function prepare(): string {
  const dataDir = temporaryFolder()
  mkdirSync(join(dataDir, 'packages', 'metadata'), { recursive: true })
  writeFileSync(join(dataDir, 'packages', 'metadata', '1.root.json'), ROOT_TEXT)
  return dataDir
}

async function expectPromisesKept(senders: readonly Sender[], address: string): Promise<void> {
  for (const { acknowledged, ...sender } of senders) {
    const promised = new Set(acknowledged)
    const outcomes = await sender.sendAll(address)
    const lost = [...promised].filter((id) => outcomes.get(id) !== 'DUPLICATE')
    expect(lost).toEqual([])
  }
}

async function expectComplete(
  senders: readonly Sender[],
  dataDir: string,
  database: string[],
): Promise<void> {
  for (const { chain } of senders) {
    const verified = await runHubCommand('verify', chain.terminal, '--data', dataDir, '--json', ...database)
    expect(JSON.parse(verified.stdout)).toMatchObject({
      isComplete: true,
      visits: chain.visits.length,
      differences: [],
    })
    expect(verified.code).toBe(0)
  }
}

describe.each([
  { name: 'the embedded database', isHere: true },
  { name: 'PostgreSQL', isHere: hasPostgres },
])('on $name', ({ name, isHere }) => {
  it.skipIf(!isHere)(
    `[VS9] every acknowledged visit survives the death of the hub, ${ROUNDS} times`,
    async () => {
      const dataDir = prepare()
      const server = name === 'PostgreSQL' ? startPostgres() : null
      if (server) onTestFinished(() => server.remove())
      let hub: HubProcess = await startHub(dataDir, server?.url)
      onTestFinished(() => hub.kill())
      const senders = await Promise.all([1, 2, 3].map(() => enrolSender(hub.address, dataDir)))
      for (let round = 0; round < ROUNDS; round++) {
        let answers = 0
        // At another answer every round, while the other two are being written.
        const dying = Promise.withResolvers<void>()
        const sending = senders.map((sender) =>
          sender.sendUntilCut(hub.address, () => {
            answers += 1
            if (answers === 4 + (round % 7)) dying.resolve()
          }),
        )
        await dying.promise
        await hub.kill()
        await Promise.all(sending)
        hub = await startHub(dataDir, server?.url)
        await expectPromisesKept(senders, hub.address)
      }
      expect(await hub.stop()).toBe(0)
      await expectComplete(senders, dataDir, server ? ['--database', server.url] : [])
    },
    (2 + ROUNDS) * MINUTE,
  )
})

it.skipIf(!hasPostgres)(
  `[VS9] every acknowledged visit survives the death of the PostgreSQL server, ${ROUNDS} times, and the hub goes on by itself`,
  async () => {
    const dataDir = prepare()
    const server = startPostgres()
    onTestFinished(() => server.remove())
    const hub = await startHub(dataDir, server.url)
    onTestFinished(() => hub.kill())
    const senders = await Promise.all([1, 2, 3].map(() => enrolSender(hub.address, dataDir)))
    for (let round = 0; round < ROUNDS; round++) {
      let answers = 0
      const dying = Promise.withResolvers<void>()
      const sending = senders.map((sender) =>
        sender.sendUntilCut(hub.address, () => {
          answers += 1
          if (answers === 4 + (round % 7)) dying.resolve()
        }),
      )
      await dying.promise
      server.kill()
      await Promise.all(sending)
      const { chain } = senders[0] as Sender
      const away = await fetch(new URL('/v1/visits', hub.address), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'card-protocol': '1', authorization: 'Bearer x' },
        body: JSON.stringify({ terminal: chain.terminal, events: chain.events(chain.visits.slice(0, 1)) }),
      })
      expect(away.status).toBe(503)
      expect(away.headers.get('retry-after')).toBe('5')
      server.start()
      await expectPromisesKept(senders, hub.address)
    }
    await expectComplete(senders, dataDir, ['--database', server.url])
  },
  (2 + ROUNDS) * MINUTE,
)
