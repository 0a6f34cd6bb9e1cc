// Bringing a set in: what is copied, what is refused and by which name, and that the present set keeps serving.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { day } from '../../shared/core/day.ts'
import { encodeShard } from '../../shared/roster/encode-shard.ts'
import type { Manifest } from '../../shared/roster/manifest.ts'
import { openShard } from '../../shared/roster/open-shard.ts'
import { realDisk } from '../../terminal/roster/roster-disk.ts'
import { openRosterStore, type RosterStore, type StoreProblem } from '../../terminal/roster/roster-store.ts'
import { issueA, issueB, numberOf, publish, testFolder } from './publish.ts'

interface Place {
  readonly store: RosterStore
  readonly dir: string
  readonly problems: StoreProblem[]
  reopen(): RosterStore
}

function place(dir = testFolder()): Place {
  const problems: StoreProblem[] = []
  const reopen = () =>
    openRosterStore({ dir, maxCachedRawBytes: 1e8, onProblem: (problem) => problems.push(problem) })
  return { store: reopen(), dir, problems, reopen }
}

async function issued(issue: typeof issueA) {
  const dir = testFolder()
  const { manifest } = await publish(dir, issue.createdAt, issue.lists)
  return { dir, manifest, fileOf: (code: string) => join(dir, 'files', shaOf(manifest, code)) }
}

function shaOf(manifest: Manifest, code: string): string {
  return manifest.unions.find((union) => union.code === code)?.sha256 ?? ''
}

/** Whose set answers: the names say it. */
function nameOf(store: RosterStore, prefix = '901'): string {
  const found = store.find(numberOf(prefix, 1))
  return found.kind === 'FOUND' ? found.member.maskedName : found.kind
}

/** Rewrites the manifest as if the hub had published this file for a union. */
function forge(dir: string, code: string, packed: Uint8Array, change: Record<string, unknown> = {}) {
  const path = join(dir, 'manifest.json')
  const manifest: Manifest = JSON.parse(readFileSync(path, 'utf8'))
  const sha256 = createHash('sha256').update(packed).digest('hex')
  const unions = manifest.unions.map((union) =>
    union.code === code ? { ...union, bytes: packed.length, sha256, ...change } : union,
  )
  writeFileSync(join(dir, 'files', sha256), packed)
  writeFileSync(path, JSON.stringify({ ...manifest, unions }))
}

describe('an import', () => {
  it('turns an empty folder into a serving set, and says how far it is', async () => {
    const { store, reopen } = place()
    expect(store.find(numberOf('901', 1))).toEqual({ kind: 'MISSING' })
    expect(store.summary()).toEqual({ status: 'MISSING', oldestAsOf: null, newestAsOf: null, members: 0 })
    const steps: string[] = []
    const { dir } = await issued(issueA)
    const imported = await store.importRoster(dir, (done, total) => steps.push(`${done}/${total}`))
    const summary = { status: 'READY', oldestAsOf: '2026-06-20', newestAsOf: '2026-06-30', members: 550 }
    expect(imported).toEqual({ ok: true, value: summary })
    expect(steps).toEqual(['1/4', '2/4', '3/4', '4/4'])
    expect(store.find(numberOf('901', 300))).toMatchObject({ kind: 'FOUND', asOf: '2026-06-30' })
    expect(store.unionName('901')).toBe('演示工会901')
    expect(store.unionName('999')).toBeNull()
    expect(reopen().summary()).toEqual(summary)
  })

  it('copies only what is missing, keeps the set before it, and sweeps what nobody names', async () => {
    const { store, dir } = place()
    const a = await issued(issueA)
    const b = await issued(issueB)
    await store.importRoster(a.dir)
    writeFileSync(join(dir, 'files', 'stray.part'), 'half a copy')
    // Union 903 did not change: its file need not even be on the stick.
    rmSync(b.fileOf('903'))
    expect((await store.importRoster(b.dir)).ok).toBe(true)
    expect(nameOf(store)).toBe('乙*')
    expect(store.find(numberOf('902', 201)).kind).toBe('FOUND')
    const named = [...a.manifest.unions, ...b.manifest.unions, a.manifest.moved, b.manifest.moved]
    expect(new Set(readdirSync(join(dir, 'files')))).toEqual(new Set(named.map(({ sha256 }) => sha256)))
    expect(readFileSync(join(dir, 'manifest.previous.json'))).toEqual(
      readFileSync(join(a.dir, 'manifest.json')),
    )

    const c = await issued({ ...issueB, createdAt: '2026-08-02T00:00:00.000Z' })
    await store.importRoster(c.dir)
    expect(existsSync(join(dir, 'files', shaOf(a.manifest, '901')))).toBe(false)
  })

  it('repairs a damaged file when the same set comes again, and keeps the set before it', async () => {
    const { store, dir, reopen } = place()
    const a = await issued(issueA)
    const b = await issued(issueB)
    await store.importRoster(a.dir)
    await store.importRoster(b.dir)
    writeFileSync(join(dir, 'files', shaOf(b.manifest, '901')), 'damaged')
    const again = reopen()
    expect(nameOf(again)).toBe('甲*')
    expect((await again.importRoster(b.dir)).ok).toBe(true)
    expect(nameOf(again)).toBe('乙*')
    expect(readFileSync(join(dir, 'manifest.previous.json'))).toEqual(
      readFileSync(join(a.dir, 'manifest.json')),
    )
  })

  it('is one at a time', async () => {
    const { store } = place()
    const { dir } = await issued(issueA)
    const [first, second] = await Promise.all([store.importRoster(dir), store.importRoster(dir)])
    expect(first.ok).toBe(true)
    expect(second).toMatchObject({ error: { kind: 'BUSY' } })
    expect((await store.importRoster(dir)).ok).toBe(true)
  })
})

describe('an import is refused, and the present set serves on, when', () => {
  type Spoil = (b: Awaited<ReturnType<typeof issued>>) => void
  const manifestOf = (dir: string) => join(dir, 'manifest.json')
  const rewrite = (dir: string, change: (manifest: Manifest) => unknown) =>
    writeFileSync(manifestOf(dir), JSON.stringify(change(JSON.parse(readFileSync(manifestOf(dir), 'utf8')))))

  it.each<[string, string, Spoil]>([
    ['there is no manifest', 'NO_ROSTER', ({ dir }) => rmSync(manifestOf(dir))],
    ['the manifest is cut', 'BAD_MANIFEST', ({ dir }) => truncateSync(manifestOf(dir), 100)],
    ['the manifest is empty', 'BAD_MANIFEST', ({ dir }) => truncateSync(manifestOf(dir), 0)],
    [
      'the manifest is not UTF-8',
      'BAD_MANIFEST',
      ({ dir }) => writeFileSync(manifestOf(dir), Uint8Array.of(0xff)),
    ],
    [
      'the manifest is huge',
      'OVERSIZED_FILE',
      ({ dir }) => writeFileSync(manifestOf(dir), ' '.repeat(2 ** 21)),
    ],
    ['it is of another version', 'WRONG_VERSION', ({ dir }) => rewrite(dir, (m) => ({ ...m, version: 2 }))],
    ['a field is unknown', 'BAD_MANIFEST', ({ dir }) => rewrite(dir, (m) => ({ ...m, extra: 1 }))],
    [
      'a union is listed twice',
      'BAD_MANIFEST',
      ({ dir }) => rewrite(dir, (m) => ({ ...m, unions: [...m.unions, m.unions[0]] })),
    ],
    [
      'a prefix has two homes',
      'BAD_MANIFEST',
      ({ dir }) =>
        rewrite(dir, (m) => ({ ...m, unions: m.unions.map((u) => ({ ...u, prefixes: ['901'] })) })),
    ],
    [
      'a name leads out of the folder',
      'BAD_MANIFEST',
      ({ dir }) => rewrite(dir, (m) => ({ ...m, moved: { ...m.moved, sha256: '../../../etc/passwd' } })),
    ],
    [
      'a file announces more than the cap',
      'OVERSIZED_FILE',
      ({ dir }) => rewrite(dir, (m) => ({ ...m, moved: { ...m.moved, rawBytes: 2 ** 30 } })),
    ],
    ['a file is missing', 'MISSING_FILE', ({ fileOf }) => rmSync(fileOf('902'))],
    ['a file is cut', 'TRUNCATED_FILE', ({ fileOf }) => truncateSync(fileOf('902'), 50)],
    [
      'a file is longer',
      'OVERSIZED_FILE',
      ({ fileOf }) =>
        writeFileSync(fileOf('902'), Buffer.concat([readFileSync(fileOf('902')), Buffer.from('x')])),
    ],
    [
      'one bit of a file differs',
      'DAMAGED_FILE',
      ({ fileOf }) => {
        const bytes = readFileSync(fileOf('902'))
        bytes[40] = (bytes[40] ?? 0) ^ 1
        writeFileSync(fileOf('902'), bytes)
      },
    ],
    ['a file is no zstd frame', 'BAD_FILE', ({ dir }) => forge(dir, '902', Buffer.from('not a frame'))],
    [
      'a file unpacks to more than announced',
      'OVERSIZED_FILE',
      ({ dir }) => forge(dir, '902', zstdCompressSync(new Uint8Array(9_000_000))),
    ],
    [
      'a file is no shard',
      'BAD_FILE',
      ({ dir }) => forge(dir, '902', zstdCompressSync(new Uint8Array(800)), { rawBytes: 800 }),
    ],
    [
      'a file is the shard of another union',
      'BAD_FILE',
      ({ dir, fileOf, manifest }) =>
        forge(dir, '902', readFileSync(fileOf('901')), { rawBytes: manifest.unions[0]?.rawBytes, rows: 300 }),
    ],
    [
      'the rows differ',
      'BAD_FILE',
      ({ dir, fileOf }) => forge(dir, '902', readFileSync(fileOf('902')), { rows: 5 }),
    ],
    [
      'the as-of date differs',
      'BAD_FILE',
      ({ dir, fileOf }) => forge(dir, '902', readFileSync(fileOf('902')), { asOf: '2026-07-29' }),
    ],
    [
      'the moved index is a shard',
      'BAD_FILE',
      ({ dir }) => rewrite(dir, (m) => ({ ...m, moved: { ...m.moved, ...fileOnly(m) } })),
    ],
    [
      'it was made earlier',
      'OLDER',
      ({ dir }) => rewrite(dir, (m) => ({ ...m, createdAt: '2026-06-30T00:00:00.000Z' })),
    ],
    [
      'its newest list is older',
      'OLDER',
      ({ dir }) =>
        rewrite(dir, (m) => ({ ...m, unions: m.unions.map((u) => ({ ...u, asOf: '2026-06-01' })) })),
    ],
    [
      'it is a file instead of a folder',
      'SOURCE_FAILED',
      ({ dir }) => {
        rmSync(dir, { recursive: true })
        writeFileSync(dir, '')
      },
    ],
  ])('%s', async (_, kind, spoil) => {
    const { store, dir, reopen } = place()
    const a = await issued(issueA)
    await store.importRoster(a.dir)
    const b = await issued(issueB)
    spoil(b)
    const refused = await store.importRoster(b.dir)
    expect(refused).toMatchObject({ ok: false, error: { kind } })
    for (const serving of [store, reopen()]) {
      expect(nameOf(serving)).toBe('甲*')
      expect(nameOf(serving, '902')).toBe('甲*')
    }
    expect(readFileSync(join(dir, 'manifest.json'))).toEqual(readFileSync(join(a.dir, 'manifest.json')))
    // Nothing of the failure stands in the way of a good set.
    const good = await issued(issueB)
    expect((await store.importRoster(good.dir)).ok).toBe(true)
    expect(nameOf(store)).toBe('乙*')
  })

  function fileOnly({ unions: [first] }: Manifest) {
    return { rows: first?.rows, bytes: first?.bytes, rawBytes: first?.rawBytes, sha256: first?.sha256 }
  }

  it('the disk is full: named so, and the room is given back', async () => {
    const dir = testFolder()
    const a = await issued(issueA)
    const b = await issued(issueB)
    let room = Number.POSITIVE_INFINITY
    const store = openRosterStore({
      dir,
      maxCachedRawBytes: 1e8,
      disk: {
        ...realDisk,
        write: async (path, bytes) => {
          room -= bytes.length
          if (room < 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
          await realDisk.write(path, bytes)
        },
      },
    })
    await store.importRoster(a.dir)
    const before = readdirSync(join(dir, 'files')).sort()
    room = 1200
    expect(await store.importRoster(b.dir)).toMatchObject({ error: { kind: 'DISK_FULL' } })
    expect(nameOf(store)).toBe('甲*')
    expect(readdirSync(join(dir, 'files')).sort()).toEqual(before)
  })
})

describe('a set damaged on this disk', () => {
  async function twoIssues() {
    const here = place()
    const a = await issued(issueA)
    const b = await issued(issueB)
    await here.store.importRoster(a.dir)
    await here.store.importRoster(b.dir)
    const fileOf = (manifest: Manifest, code: string) => join(here.dir, 'files', shaOf(manifest, code))
    return { ...here, a, b, fileOf }
  }

  it('serves one damaged list from the set before, with that list’s date, and reports it once', async () => {
    const { a, b, fileOf, reopen, problems } = await twoIssues()
    writeFileSync(fileOf(b.manifest, '901'), 'damaged')
    const store = reopen()
    expect(store.find(numberOf('901', 1))).toMatchObject({
      kind: 'FOUND',
      asOf: '2026-06-30',
      shardSha256: shaOf(a.manifest, '901'),
      member: { maskedName: '甲*' },
    })
    expect(store.find(numberOf('901', 999))).toEqual({ kind: 'ABSENT', asOf: '2026-06-30' })
    expect(nameOf(store, '902')).toBe('乙*')
    expect(problems).toEqual([
      { kind: 'SHARD_DAMAGED', unionCode: '901', detail: expect.stringContaining('TRUNCATED_FILE') },
    ])
  })

  it('says so where no earlier list serves', async () => {
    const { a, b, fileOf, reopen, problems } = await twoIssues()
    rmSync(fileOf(b.manifest, '901'))
    rmSync(fileOf(a.manifest, '901'))
    rmSync(fileOf(b.manifest, '903')) // the same file in both sets
    const store = reopen()
    expect(store.find(numberOf('901', 1))).toEqual({ kind: 'DAMAGED' })
    expect(store.find(numberOf('903', 1))).toEqual({ kind: 'DAMAGED' })
    expect(store.find(numberOf('903', 2))).toEqual({ kind: 'DAMAGED' })
    expect(nameOf(store, '902')).toBe('乙*')
    expect(problems.map(({ unionCode }) => unionCode)).toEqual(['901', '901', '903'])
    expect(JSON.stringify(problems)).not.toMatch(/\d{10}/)
  })

  it.each(['manifest.json', 'moved'])('serves the whole set before when its %s is damaged', async (what) => {
    const { dir, b, reopen, problems } = await twoIssues()
    writeFileSync(what === 'moved' ? join(dir, 'files', b.manifest.moved.sha256) : join(dir, what), '{')
    const store = reopen()
    expect(nameOf(store)).toBe('甲*')
    expect(store.summary()).toMatchObject({ status: 'READY', newestAsOf: '2026-06-30' })
    expect(problems).toHaveLength(1)
    expect(problems[0]?.unionCode).toBeNull()
  })

  it('is named when nothing can be served at all', async () => {
    const { dir, reopen } = await twoIssues()
    writeFileSync(join(dir, 'manifest.json'), '')
    writeFileSync(join(dir, 'manifest.previous.json'), '')
    const store = reopen()
    expect(store.find(numberOf('901', 1))).toEqual({ kind: 'DAMAGED' })
    expect(store.summary().status).toBe('DAMAGED')
  })

  it('comes back with the next import', async () => {
    const { dir, b, reopen } = await twoIssues()
    writeFileSync(join(dir, 'manifest.json'), '')
    const store = reopen()
    expect((await store.importRoster(b.dir)).ok).toBe(true)
    expect(nameOf(store)).toBe('乙*')
  })
})

describe('the memory of open shards', () => {
  it('stays within the limit, and a shard that was dropped is read again', async () => {
    const reads: string[] = []
    const dir = testFolder()
    await publish(dir, issueA.createdAt, issueA.lists)
    const heldBy = (code: string) => {
      const members = issueA.lists.find((list) => list.code === code)?.members ?? []
      const shard = openShard(encodeShard({ unionCode: code, asOf: day('2026-06-30') }, members))
      return shard.ok ? shard.value.heldBytes : 0
    }
    const store = openRosterStore({
      dir,
      maxCachedRawBytes: heldBy('901') + heldBy('902'),
      disk: {
        ...realDisk,
        readNow(path, maxBytes) {
          reads.push(path)
          return realDisk.readNow(path, maxBytes)
        },
      },
    })
    reads.length = 0
    const ask = (prefix: string) => {
      const before = reads.length
      expect(nameOf(store, prefix)).toBe('甲*')
      return reads.length - before
    }
    expect(['901', '902', '901', '903', '901', '902'].map(ask)).toEqual([1, 1, 0, 1, 0, 1])
  })
})
