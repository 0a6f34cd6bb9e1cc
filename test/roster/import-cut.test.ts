// A cut at any point of an import leaves the old set or the new one, whole: at every step of the disk, and by killing processes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openRosterStore } from '../../terminal/roster/roster-store.ts'
import { createCuttingDisk } from './cutting-disk.ts'
import { issueA, issueB, membersOf, numberOf, publish, testFolder } from './publish.ts'

/** Which issue answers, after asking for all there is; throws on anything mixed or damaged. */
function servedIssue(dir: string): 'none' | 'A' | 'B' {
  const problems: string[] = []
  const store = openRosterStore({
    dir,
    maxCachedRawBytes: 1e8,
    onProblem: ({ detail }) => problems.push(detail),
  })
  const { status, newestAsOf } = store.summary()
  expect(problems).toEqual([])
  if (status === 'MISSING') return 'none'
  expect(status).toBe('READY')
  const issue = newestAsOf === issueB.lists[0]?.asOf ? 'B' : 'A'
  for (const { code, asOf, members } of (issue === 'B' ? issueB : issueA).lists) {
    for (const { number, maskedName } of members) {
      expect(store.find(number)).toMatchObject({
        kind: 'FOUND',
        asOf,
        member: { maskedName, unionCode: code },
      })
    }
  }
  expect(store.find(numberOf('902', 201)).kind).toBe(issue === 'B' ? 'FOUND' : 'ABSENT')
  return issue
}

describe.each(['kept', 'lost'] as const)('a power cut, names that were not safe yet are %s', (names) => {
  it.each<['none' | 'A']>([['none'], ['A']])('over the set %s', async (old) => {
    const fromA = testFolder()
    const fromB = testFolder()
    await publish(fromA, issueA.createdAt, issueA.lists)
    await publish(fromB, issueB.createdAt, issueB.lists)
    const seen: string[] = []
    for (let cutAt = 0, isThrough = false; !isThrough; cutAt++) {
      const dir = testFolder()
      if (old === 'A') await openRosterStore({ dir, maxCachedRawBytes: 1e8 }).importRoster(fromA)
      const cutting = createCuttingDisk(cutAt)
      const store = openRosterStore({ dir, maxCachedRawBytes: 1e8, disk: cutting.disk })
      await store.importRoster(fromB)
      isThrough = cutting.steps() <= cutAt
      if (names === 'lost') await cutting.loseUnsafeNames()
      const served = servedIssue(dir)
      expect([old, 'B']).toContain(served)
      seen.push(served)
      // The next import is not disturbed by what the cut left behind.
      expect((await openRosterStore({ dir, maxCachedRawBytes: 1e8 }).importRoster(fromB)).ok).toBe(true)
      expect(servedIssue(dir)).toBe('B')
    }
    // Both ends were seen, and the switch happened once.
    expect(seen[0]).toBe(old)
    expect(seen.at(-1)).toBe('B')
    expect(seen.join(' ')).toMatch(new RegExp(`^(${old} )+(B ?)+$`))
  })
})

describe('killing the process that imports', () => {
  it('leaves a whole set, fifteen times', { timeout: 60_000 }, async () => {
    const dir = testFolder()
    const rounds = 15
    const issueOf = (round: number) => ({
      createdAt: new Date(Date.UTC(2026, 7, 1) + round).toISOString(),
      lists: ['901', '902', '903', '904'].map((code) => ({
        code,
        asOf: '2026-07-30',
        members: membersOf(code, 2000, `${round}*`),
      })),
    })
    let served = 0
    let importMs = 0
    for (let round = 0; round <= rounds; round++) {
      const fromDir = testFolder()
      await publish(fromDir, issueOf(round).createdAt, issueOf(round).lists)
      const child = spawn(process.execPath, [
        fileURLToPath(new URL('import-child.ts', import.meta.url)),
        dir,
        fromDir,
      ])
      const closed = once(child, 'close')
      await once(child.stdout, 'data')
      // The first one runs through and shows how long an import takes here; the others die ever later in it.
      const startedAt = performance.now()
      const timer =
        round > 0 ? setTimeout(() => child.kill('SIGKILL'), (importMs * round) / rounds) : undefined
      await closed
      clearTimeout(timer)
      if (round === 0) importMs = performance.now() - startedAt

      const problems: string[] = []
      const store = openRosterStore({
        dir,
        maxCachedRawBytes: 1e8,
        onProblem: ({ kind }) => problems.push(kind),
      })
      expect(store.summary()).toMatchObject({ status: 'READY', members: 8000 })
      const names = ['901', '902', '903', '904'].map((code) => {
        const found = store.find(numberOf(code, 1))
        return found.kind === 'FOUND' ? found.member.maskedName : found.kind
      })
      expect(problems).toEqual([])
      expect(new Set(names).size).toBe(1)
      const nowServed = Number.parseInt(names[0] ?? '', 10)
      expect([served, round]).toContain(nowServed)
      served = nowServed
    }
  })
})
