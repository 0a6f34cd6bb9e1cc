// The page's side of the contract, without a browser: replies find their calls, and a lost link loses nothing silently.
import { describe, expect, it } from 'vitest'
import { createScanOutbox } from '../../renderer/link/scan-outbox.ts'
import { createTerminalClient } from '../../renderer/link/terminal-client.ts'
import { err, ok } from '../../shared/core/result.ts'
import { stateOf } from './support/states.ts'
import { createSteeredLink } from './support/steered-link.ts'

const state = { type: 'state', state: stateOf({}) }

async function connected() {
  const link = createSteeredLink()
  const later: { delayMs: number; task: () => void }[] = []
  const client = createTerminalClient({
    connect: link.connect,
    later: (delayMs, task) => {
      later.push({ delayMs, task })
      return () => {}
    },
  })
  await settled()
  link.receive(state)
  const retry = async (): Promise<void> => {
    later.at(-1)?.task()
    await settled()
  }
  return { link, client, later, retry }
}

describe('terminal client', () => {
  it('shows nothing before the first state', async () => {
    const link = createSteeredLink()
    const client = createTerminalClient({ connect: link.connect, later: () => () => {} })
    expect(client.view()).toEqual({ link: 'connecting', state: null })
    await settled()
    expect(client.view().state).toBeNull()
    link.receive(state)
    expect(client.view()).toEqual({ link: 'up', state: state.state })
  })

  it('gives each reply to its own call, in any order', async () => {
    const { link, client } = await connected()
    const today = client.call('listToday', {})
    const clear = client.call('clear', {})
    link.receive({ type: 'reply', id: link.sent[1]?.id, result: {} })
    link.receive({ type: 'reply', id: link.sent[0]?.id, result: [] })
    expect(await clear).toEqual(ok({}))
    expect(await today).toEqual(ok([]))
  })

  it('passes faults on, and calls an answer that does not fit a bad call', async () => {
    const { link, client } = await connected()
    const refused = client.call('clear', {})
    link.receive({ type: 'fault', id: link.sent[0]?.id, code: 'REFUSED' })
    expect(await refused).toEqual(err('REFUSED'))
    const odd = client.call('listToday', {})
    link.receive({ type: 'reply', id: link.sent[1]?.id, result: [{ visitId: 7 }] })
    expect(await odd).toEqual(err('BAD_CALL'))
  })

  it('ends every open call and forgets the state when the link goes down', async () => {
    const { link, client } = await connected()
    const open = client.call('clear', {})
    link.goDown()
    expect(await open).toEqual(err('LINK_DOWN'))
    expect(client.view()).toEqual({ link: 'down', state: null })
    expect(await client.call('clear', {})).toEqual(err('LINK_DOWN'))
  })

  it('tries again, ever more slowly up to four seconds, and soon again after a success', async () => {
    const { link, client, later, retry } = await connected()
    link.refuseWith('UNREACHABLE')
    link.goDown()
    for (let n = 0; n < 6; n++) await retry()
    expect(later.map(({ delayMs }) => delayMs)).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000])
    link.refuseWith(null)
    await retry()
    link.receive(state)
    expect(client.view().link).toBe('up')
    link.goDown()
    expect(later.at(-1)?.delayMs).toBe(250)
  })

  it('says when the host is there and refuses, and goes on trying', async () => {
    const { link, client, later, retry } = await connected()
    link.refuseWith('REFUSED')
    link.goDown()
    await retry()
    expect(client.view()).toEqual({ link: 'refused', state: null })
    expect(later.length).toBe(2)
  })

  it.each(['', 'no json', '{"type":"state"}', '{"type":"state","state":{}}', '[]'])(
    'draws nothing from a frame that does not fit: %j',
    async (frame) => {
      const { link, client } = await connected()
      link.receive(frame)
      expect(client.view()).toEqual({ link: 'mismatch', state: null })
    },
  )

  it('tries no more once closed', async () => {
    const { client, later, link } = await connected()
    client.close()
    expect(later).toEqual([])
    expect(link.tries()).toBe(1)
  })
})

describe('scan outbox', () => {
  const scan = (scanId: string, at: number) => ({ scanId, text: '9010000123', at, source: 'wedge' }) as const
  const id = (n: number) => `01940000-0000-4000-8000-00000000000${n}`

  it('sends a scan with its age, once', async () => {
    const { link, client, retry } = await connected()
    const outbox = createScanOutbox(client, () => 5_250)
    outbox.put(scan(id(1), 5_000))
    await settled()
    expect(link.sent.map(({ params }) => params)).toEqual([
      { scanId: id(1), text: '9010000123', agoMs: 250, source: 'wedge' },
    ])
    link.receive({ type: 'reply', id: link.sent[0]?.id, result: {} })
    await settled()
    link.goDown()
    await retry()
    link.receive(state)
    expect(link.sent.length).toBe(1)
  })

  it('sends what was not answered again, with the same id and its true age, in order', async () => {
    const { link, client, retry } = await connected()
    let now = 5_000
    const outbox = createScanOutbox(client, () => now)
    outbox.put(scan(id(1), 5_000))
    link.goDown()
    await settled()
    now = 6_000
    outbox.put(scan(id(2), 6_000))
    await settled()
    now = 9_000
    await retry()
    link.receive(state)
    await settled()
    const again = link.sent.slice(1).map(({ params }) => params as { scanId: string; agoMs: number })
    expect(again.map(({ scanId, agoMs }) => [scanId, agoMs])).toEqual([
      [id(1), 4_000],
      [id(2), 3_000],
    ])
  })

  it('lets go of a scan whose person has left the counter', async () => {
    const { link, client, retry } = await connected()
    let now = 5_000
    const outbox = createScanOutbox(client, () => now)
    link.goDown()
    outbox.put(scan(id(1), 5_000))
    await settled()
    now = 5_000 + 61_000
    await retry()
    link.receive(state)
    await settled()
    expect(link.sent).toEqual([])
  })
})

/** Everything that is already resolved has run. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}
