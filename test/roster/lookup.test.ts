// Which list answers: moved members, merged prefixes, numbers listed twice, unknown numbers. At most one shard is asked.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RosterDisk, realDisk } from '../../terminal/roster/roster-disk.ts'
import { openRosterStore } from '../../terminal/roster/roster-store.ts'
import { type ListOrder, member, membersOf, numberOf, publish, testFolder } from './publish.ts'

const createdAt = '2026-07-10T00:00:00.000Z'

async function storeOf(lists: readonly ListOrder[], disk: RosterDisk = realDisk) {
  const dir = testFolder()
  const { listedTwice, manifest } = await publish(dir, createdAt, lists)
  return { store: openRosterStore({ dir, maxCachedRawBytes: 1e8, disk }), listedTwice, manifest }
}

describe('a lookup', () => {
  it('follows a member to the current union', async () => {
    const { store, manifest } = await storeOf([
      { code: '901', asOf: '2026-07-05', members: [member('901', 1)] },
      { code: '902', asOf: '2026-07-06', members: [member('901', 2, '李*')] },
    ])
    expect(manifest.moved.rows).toBe(1)
    expect(store.find(numberOf('901', 2))).toMatchObject({
      kind: 'FOUND',
      asOf: '2026-07-06',
      shardSha256: manifest.unions[1]?.sha256,
      member: { number: '9010000002', unionCode: '902', maskedName: '李*' },
    })
    expect(store.find(numberOf('901', 1))).toMatchObject({ kind: 'FOUND', member: { unionCode: '901' } })
  })

  it('finds cards of a merged union at its new home, without an entry for each', async () => {
    const { store, manifest } = await storeOf([
      { code: '901', asOf: '2026-07-05', prefixes: ['901', '999'], members: membersOf('999', 50) },
    ])
    expect(manifest.moved.rows).toBe(0)
    expect(store.find(numberOf('999', 50))).toMatchObject({ kind: 'FOUND', member: { unionCode: '901' } })
  })

  it('finds members of a union without printed cards, and of prefixes nobody is home of', async () => {
    const { store } = await storeOf([
      { code: '901', asOf: '2026-07-05', members: [] },
      { code: '001', asOf: '2026-07-05', prefixes: [], members: [member('901', 5), member('950', 6)] },
    ])
    expect(store.find(numberOf('901', 5))).toMatchObject({ kind: 'FOUND', member: { unionCode: '001' } })
    expect(store.find(numberOf('950', 6))).toMatchObject({ kind: 'FOUND', member: { unionCode: '001' } })
  })

  it('dates an absent number by the list of the printed union, an unknown prefix by the oldest list', async () => {
    const { store } = await storeOf([
      { code: '901', asOf: '2026-07-05', members: [member('901', 1)] },
      { code: '902', asOf: '2026-06-20', members: [member('902', 1)] },
    ])
    expect(store.find(numberOf('901', 9))).toEqual({ kind: 'ABSENT', asOf: '2026-07-05' })
    expect(store.find(numberOf('950', 1))).toEqual({ kind: 'ABSENT', asOf: '2026-06-20' })
  })

  it.each([
    ['the newer list, when it is the new union', '2026-07-01', '2026-07-02', '902'],
    ['the newer list, when it is the printed union', '2026-07-02', '2026-07-01', '901'],
    ['the lowest code of equally new lists', '2026-07-01', '2026-07-01', '901'],
  ])('believes %s', async (_, asOf901, asOf902, expected) => {
    const { store, listedTwice } = await storeOf([
      { code: '901', asOf: asOf901, members: [member('901', 1)] },
      { code: '902', asOf: asOf902, members: [member('901', 1)] },
    ])
    expect(listedTwice).toBe(1)
    expect(store.find(numberOf('901', 1))).toMatchObject({ kind: 'FOUND', member: { unionCode: expected } })
  })

  it('settles a number that three unions list', async () => {
    const { store, listedTwice } = await storeOf([
      { code: '901', asOf: '2026-07-01', members: [member('901', 1)] },
      { code: '903', asOf: '2026-07-03', members: [member('901', 1)] },
      { code: '902', asOf: '2026-07-03', members: [member('901', 1)] },
    ])
    expect(listedTwice).toBe(1)
    expect(store.find(numberOf('901', 1))).toMatchObject({ kind: 'FOUND', member: { unionCode: '902' } })
  })

  it('reads one shard, never all of them', async () => {
    const read: string[] = []
    const watching: RosterDisk = {
      ...realDisk,
      readNow: (path, maxBytes) => {
        read.push(path)
        return realDisk.readNow(path, maxBytes)
      },
    }
    const codes = ['901', '902', '903', '904']
    const { store } = await storeOf(
      codes.map((code) => ({
        code,
        asOf: '2026-07-05',
        members: [...membersOf(code, 5), member('901', 10 + +code)],
      })),
      watching,
    )
    for (const number of [
      numberOf('901', 1),
      numberOf('901', 12),
      numberOf('901', 10 + 904),
      numberOf('950', 1),
    ]) {
      read.length = 0
      store.find(number)
      expect(read.length).toBeLessThanOrEqual(1)
    }
  })

  it('agrees with a plain table, whatever unions list', async () => {
    const listed = fc.tuple(
      fc.constantFrom('901', '902', '903', '999'),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom('901', '902', '001'),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(listed, { maxLength: 60 }),
        fc.tuple(...[0, 1, 2].map(() => fc.constantFrom('2026-07-01', '2026-07-02'))),
        async (rows, days) => {
          const unions = [
            { code: '901', asOf: days[0] ?? '', prefixes: ['901', '999'] },
            { code: '902', asOf: days[1] ?? '', prefixes: ['902'] },
            { code: '001', asOf: days[2] ?? '', prefixes: [] },
          ]
          const best = new Map<string, { code: string; asOf: string }>()
          const lists = unions.map((union) => {
            const numbers = new Set(
              rows.filter(([, , code]) => code === union.code).map(([p, s]) => numberOf(p, s)),
            )
            for (const number of numbers) {
              const now = best.get(number)
              if (!now || union.asOf > now.asOf || (union.asOf === now.asOf && union.code < now.code)) {
                best.set(number, union)
              }
            }
            return { ...union, members: [...numbers].map((number) => ({ ...member('901', 1), number })) }
          })
          const { store } = await storeOf(lists)
          for (const prefix of ['901', '902', '903', '999']) {
            for (let serial = 0; serial < 14; serial++) {
              const found = store.find(numberOf(prefix, serial))
              const expected = best.get(numberOf(prefix, serial))
              expect(found.kind === 'FOUND' ? found.member.unionCode : null).toBe(expected?.code ?? null)
            }
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})
