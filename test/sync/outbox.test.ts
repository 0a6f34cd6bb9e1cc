// The outbox against the rules of the protocol, over a fake hub that files with the hub's real code.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkDraft } from '../support/visit-drafts.ts'
import { refusedWith } from './fake-hub.ts'
import { openSide, type TerminalSide } from './terminal-side.ts'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const UNREACHABLE = { kind: 'UNREACHABLE' } as const
const MINUTE = 60_000

async function filedSeqs({ hub, journal }: TerminalSide): Promise<number[]> {
  return (await hub.visits(journal.terminal)).map(({ seq }) => seq)
}

/** Refuses every batch that holds one of these. */
const poison =
  (seqs: readonly number[], status: number) =>
  (what: string, batch: { readonly events: readonly { readonly seq?: unknown }[] } | null) =>
    what === 'sendVisits' && batch?.events.some(({ seq }) => seqs.includes(Number(seq)))
      ? refusedWith(status)
      : null

describe('sending', () => {
  it('[OB2] goes in order, at most 500 a batch, one batch at a time', async () => {
    const side = openSide()
    side.record(1_200)
    side.outbox.start()
    await side.pass(40_000)
    expect(side.batches()).toEqual([range(1, 500), range(501, 1_000), range(1_001, 1_200)])
    expect(side.journal.marks.ackSeq()).toBe(1_200)
    expect(side.outbox.isOnline()).toBe(true)
  })

  it('[OB2] a batch is at most 1 MiB of text', async () => {
    const side = openSide()
    const { terminal } = side.journal
    for (const facility of ['F'.repeat(600_000), 'G'.repeat(600_000)])
      side.journal.append({ ...checkDraft(randomUUID, terminal), facility })
    side.record(1)
    side.outbox.start()
    await side.pass(5_000)
    expect(side.batches()).toEqual([[1], [2, 3]])
  })

  it('a check and the service after it go together, soon', async () => {
    const side = openSide()
    side.outbox.start()
    await side.pass(5_000)
    side.record(1)
    await side.pass(500)
    side.record(1)
    await side.pass(5_000)
    expect(side.batches()).toEqual([[1, 2]])
  })

  it('[VS2] matches the reply by id, whatever its order, and what has no answer goes again', async () => {
    const side = openSide()
    side.record(5)
    side.hub.retry([3])
    side.outbox.start()
    await side.pass(500)
    side.hub.retry([])
    await side.pass(20_000)
    expect(side.batches()[0]).toEqual([1, 2, 3, 4, 5])
    expect(side.batches()[1]).toEqual([3, 4, 5])
    expect(await filedSeqs(side)).toEqual([1, 2, 3, 4, 5])
  })
})

describe('patience', () => {
  it('[OB3] full jitter, doubling from 2 s to 10 min, and no last try', async () => {
    const side = openSide({ random: () => 0.999_999 })
    side.hub.trouble(() => UNREACHABLE)
    side.record(1)
    const triedAt: number[] = []
    const start = side.clock.now()
    side.hub.trouble(() => {
      triedAt.push(side.clock.now() - start)
      return UNREACHABLE
    })
    side.outbox.start()
    for (let minute = 0; minute < 90; minute += 1) await side.pass(MINUTE)
    const waits = triedAt.slice(1).map((at, index) => Math.round((at - (triedAt[index] ?? 0)) / 1_000))
    expect(waits.slice(0, 11)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600])
    side.hub.trouble(() => null)
    await side.pass(11 * MINUTE)
    expect(side.journal.marks.ackSeq()).toBe(1)
  })

  it('[OB3] the wait is anywhere below the ceiling', async () => {
    const side = openSide({ random: () => 0 })
    let tries = 0
    side.hub.trouble(() => {
      tries += 1
      return tries < 5 ? UNREACHABLE : null
    })
    side.record(1)
    side.outbox.start()
    await side.pass(2_000)
    expect(side.journal.marks.ackSeq()).toBe(1)
  })

  it.each([429, 503])(
    '[OB3] %i: waits as long as the hub asks, also when visits are written meanwhile',
    async (status) => {
      const side = openSide()
      side.record(1)
      side.hub.trouble(() => refusedWith(status, { retryAfterMs: 30_000 }))
      side.outbox.start()
      await side.pass(1_000)
      side.hub.trouble(() => null)
      const before = side.hub.asked.length
      side.record(3)
      await side.pass(28_000)
      expect(side.hub.asked.length).toBe(before)
      await side.pass(2_000)
      expect(side.journal.marks.ackSeq()).toBe(4)
    },
  )

  it('a lost answer is asked for again and recorded once', async () => {
    const side = openSide()
    side.record(3)
    let lost = 0
    side.hub.trouble((what) => (what === 'sendVisits' && lost++ === 0 ? 'LOST_REPLY' : null))
    side.outbox.start()
    await side.pass(10_000)
    expect(side.batches()).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
    expect(await filedSeqs(side)).toEqual([1, 2, 3])
    expect(side.outbox.isOnline()).toBe(true)
  })

  it('the light goes out with the first failure and comes back with the first answer', async () => {
    const side = openSide()
    side.outbox.start()
    await side.pass(1_000)
    expect(side.outbox.isOnline()).toBe(true)
    side.hub.trouble(() => UNREACHABLE)
    await side.pass(2 * MINUTE)
    expect(side.outbox.isOnline()).toBe(false)
    side.hub.trouble(() => null)
    await side.pass(10 * MINUTE)
    expect(side.outbox.isOnline()).toBe(true)
  })
})

describe('an event that cannot pass', () => {
  it('[OB4] is found by halving after a 4xx and held out; the others go on', async () => {
    const side = openSide()
    side.record(100)
    side.hub.trouble(poison([37], 400))
    side.outbox.start()
    await side.pass(5_000)
    expect(await filedSeqs(side)).toEqual(range(1, 100).filter((seq) => seq !== 37))
    expect(side.journal.marks.heldOut()).toEqual([{ seq: 37, reason: 'HTTP_400' }])
    expect(side.journal.marks.ackSeq()).toBe(36)
    expect(side.batches().length).toBeLessThan(2 * Math.ceil(Math.log2(100)) + 4)
    expect(side.outbox.isOnline()).toBe(true)
  })

  it('[OB4] is tried on its own every 10 minutes, and let in when it passes', async () => {
    const side = openSide()
    side.record(3)
    side.hub.trouble(poison([2], 422))
    side.outbox.start()
    await side.pass(5_000)
    const before = side.batches().length
    await side.pass(25 * MINUTE)
    expect(side.batches().slice(before)).toEqual([[2], [2]])
    side.hub.trouble(() => null)
    await side.pass(10 * MINUTE)
    expect(side.journal.marks.heldOut()).toEqual([])
    expect(side.journal.marks.ackSeq()).toBe(3)
  })

  it('[OB4] a 5xx counts only when the same batch fails twice with it', async () => {
    const side = openSide()
    side.record(8)
    side.hub.trouble(poison([5], 500))
    side.outbox.start()
    await side.pass(30 * MINUTE)
    expect(side.batches().slice(0, 3)).toEqual([range(1, 8), range(1, 8), range(1, 4)])
    expect(await filedSeqs(side)).toEqual([1, 2, 3, 4, 6, 7, 8])
    expect(side.journal.marks.heldOut()).toEqual([{ seq: 5, reason: 'HTTP_500' }])
  })

  it('[OB4] several of them, side by side and apart, hold nothing else up', async () => {
    const side = openSide()
    const bad = [1, 2, 3, 4, 5, 6, 50, 100]
    side.record(100)
    side.hub.trouble(poison(bad, 400))
    side.outbox.start()
    await side.pass(30 * MINUTE)
    expect(await filedSeqs(side)).toEqual(range(1, 100).filter((seq) => !bad.includes(seq)))
    expect(side.journal.marks.heldOut().map(({ seq }) => seq)).toEqual(bad)
    side.hub.trouble(() => null)
    await side.pass(30 * MINUTE)
    expect(side.journal.marks.ackSeq()).toBe(100)
  })

  it('outlives a restart', async () => {
    const side = openSide()
    side.record(3)
    side.journal.marks.holdOut({ seq: 2, reason: 'HTTP_400' })
    side.outbox.start()
    await side.pass(5_000)
    expect(side.batches()).toEqual([[1, 3]])
    await side.pass(10 * MINUTE)
    expect(side.batches().at(-1)).toEqual([2])
    expect(side.journal.marks.ackSeq()).toBe(3)
  })

  it('a hub that is ill as a whole makes few of them, and all pass when it is well', async () => {
    const side = openSide()
    side.record(300)
    side.hub.trouble((what) => (what === 'sendVisits' ? refusedWith(400) : null))
    side.outbox.start()
    for (let quarter = 0; quarter < 8; quarter += 1) await side.pass(15 * MINUTE)
    expect(side.journal.marks.heldOut().length).toBeLessThan(40)
    side.hub.trouble(() => null)
    while ((await filedSeqs(side)).length === 0) await side.pass(1_000)
    // The first that passes is the sign for all.
    await side.pass(MINUTE)
    expect(side.journal.marks.ackSeq()).toBe(300)
    expect(side.journal.marks.heldOut()).toEqual([])
  })

  it('[VS3] one the hub never keeps, while others pass, is held out as well', async () => {
    const side = openSide()
    side.record(4)
    side.hub.retry([2])
    side.outbox.start()
    await side.pass(5 * MINUTE)
    expect(await filedSeqs(side)).toEqual([1, 3, 4])
    expect(side.journal.marks.heldOut()).toEqual([{ seq: 2, reason: 'RETRY' }])
  })

  it('[VS6] a quarantined event counts as received', async () => {
    const side = openSide()
    side.record(3)
    side.hub.trouble((what, batch) => {
      const [, second] = batch?.events ?? []
      if (what === 'sendVisits' && second) Object.assign(second, { time: '2014-09-10T02:00:00.001Z' })
      return null
    })
    side.outbox.start()
    await side.pass(5_000)
    expect(side.journal.marks.ackSeq()).toBe(3)
    expect(side.log.text()).toContain('"code":"MISMATCH"')
  })

  it.each([404, 409])('%i speaks of the hub, not of the batch: nothing is held out', async (status) => {
    const side = openSide()
    side.record(9)
    side.hub.trouble((what) => (what === 'sendVisits' ? refusedWith(status) : null))
    side.outbox.start()
    await side.pass(30 * MINUTE)
    expect(side.journal.marks.heldOut()).toEqual([])
    expect(side.batches().every((seqs) => seqs.length === 9)).toBe(true)
  })
})

describe('tokens', () => {
  it('[OB5] 401: renews the token and sends again at once', async () => {
    const side = openSide()
    side.outbox.start()
    await side.pass(1_000)
    side.hub.forgetTokens()
    side.record(2)
    await side.pass(2_000)
    expect(side.journal.marks.ackSeq()).toBe(2)
    expect(side.hub.asked.filter(({ what }) => what === 'renewToken')).toHaveLength(2)
  })

  it('[EN4] a token is renewed before it ends', async () => {
    const side = openSide()
    side.outbox.start()
    for (let quarter = 0; quarter < 20; quarter += 1) await side.pass(15 * MINUTE)
    expect(side.hub.asked.filter(({ what }) => what === 'renewToken').length).toBeGreaterThan(4)
    expect(side.hub.refusedTokens()).toBe(0)
  })

  it('[EN5] a wrong clock takes the hub time from the refusal and signs again', async () => {
    const side = openSide()
    side.clock.jump('2011-01-01T00:00:00+08:00')
    side.record(1)
    side.outbox.start()
    await side.pass(3_000)
    expect(side.journal.marks.ackSeq()).toBe(1)
  })

  it('a hub that takes no token is asked with patience', async () => {
    const side = openSide()
    side.record(1)
    side.hub.trouble((what) => (what === 'renewToken' ? null : refusedWith(401, { code: 'BAD_TOKEN' })))
    side.outbox.start()
    await side.pass(10 * MINUTE)
    expect(side.hub.asked.length).toBeLessThan(60)
  })

  it('[EN6] REVOKED: stops, says so once, and keeps every visit', async () => {
    const side = openSide()
    side.record(4)
    side.hub.revoke()
    side.outbox.start()
    await side.pass(30 * MINUTE)
    expect(side.revocations()).toBe(1)
    expect(side.outbox.isRevoked()).toBe(true)
    expect(side.hub.asked).toHaveLength(1)
    expect(side.journal.lastSeq()).toBe(4)
  })

  it('a 403 that is not from the hub wipes nothing', async () => {
    const side = openSide()
    side.hub.trouble(() => refusedWith(403))
    side.outbox.start()
    await side.pass(10 * MINUTE)
    expect(side.revocations()).toBe(0)
  })
})

describe('the watermark', () => {
  it('[OB6] goes backwards when the hub was restored, and everything above is sent again', async () => {
    const side = openSide()
    side.outbox.start()
    side.record(10)
    await side.pass(5_000)
    const backup = side.hub.store.snapshot()
    side.record(20)
    await side.pass(5_000)
    expect(side.journal.marks.ackSeq()).toBe(30)
    side.hub.store.restore(backup)
    await side.pass(3 * MINUTE)
    expect(await filedSeqs(side)).toEqual(range(1, 30))
    expect(side.batches().at(-1)).toEqual(range(11, 30))
  })

  it('a hub set back behind a held-out event is noticed when that passes', async () => {
    const side = openSide()
    side.record(5)
    side.hub.trouble(poison([2], 400))
    side.outbox.start()
    await side.pass(5_000)
    const backup = side.hub.store.snapshot()
    side.record(5)
    await side.pass(5_000)
    side.hub.store.restore(backup)
    side.hub.trouble(() => null)
    await side.pass(30 * MINUTE)
    expect(await filedSeqs(side)).toEqual(range(1, 10))
    expect(side.journal.marks.ackSeq()).toBe(10)
  })

  it('a hub that claims more than there is does not hide visits to come', async () => {
    const side = openSide()
    side.outbox.start()
    await side.pass(1_000)
    const real = side.hub.client.report
    Object.assign(side.hub.client, {
      report: async (...args: Parameters<typeof real>) => {
        const answer = await real(...args)
        return answer.ok ? { ok: true, value: { ...answer.value, ackSeq: 100 } } : answer
      },
    })
    await side.pass(2 * MINUTE)
    side.record(3)
    await side.pass(2 * MINUTE)
    expect(await filedSeqs(side)).toEqual([1, 2, 3])
  })
})

describe('the terminal itself', () => {
  it('[OB7] acknowledged visits stay 90 days, and then go', async () => {
    const side = openSide()
    side.record(2, '2014-06-01')
    side.record(2, '2014-07-01')
    side.outbox.start()
    await side.pass(2 * MINUTE)
    expect([...side.journal.all()].map(({ seq }) => seq)).toEqual([3, 4])
  })

  it('[OB7] a clock that runs ahead makes no visit old', async () => {
    const side = openSide()
    side.record(2, '2014-09-01')
    side.clock.jump('2020-01-01T00:00:00+08:00')
    side.outbox.start()
    await side.pass(2 * MINUTE)
    expect([...side.journal.all()]).toHaveLength(2)
  })

  it('reports now and then, and a report the hub does not want keeps no visit back', async () => {
    const side = openSide()
    side.hub.trouble((what) => (what === 'report' ? refusedWith(500) : null))
    side.outbox.start()
    side.record(2)
    await side.pass(5 * MINUTE)
    expect(side.journal.marks.ackSeq()).toBe(2)
    expect(side.hub.asked.filter(({ what }) => what === 'report').length).toBeGreaterThan(3)
  })

  it('after stop nothing of an answer is used', async () => {
    const side = openSide()
    side.record(2)
    side.outbox.start()
    side.outbox.stop()
    await side.pass(MINUTE)
    expect(side.journal.marks.ackSeq()).toBe(0)
  })
})
