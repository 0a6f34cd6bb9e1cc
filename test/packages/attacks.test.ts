// Every known attack on a package set, each refused with its own word and the old set serving (PK2, PK5). The same folder is offered
// over HTTP and as a stick.
import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { signRoot } from '../../hub/publish/sign-metadata.ts'
import type { PackageProblemKind } from '../../shared/packages/package-problem.ts'
import { plan2014Document } from '../../shared/packages/plan-2014.ts'
import { createFolderSource } from '../../terminal/packages/folder-source.ts'
import { createHttpSource } from '../../terminal/packages/http-source.ts'
import type { PackageSource } from '../../terminal/packages/package-source.ts'
import { openPackageStore } from '../../terminal/packages/package-store.ts'
import { type City, DAY_MS, foundCity, publishNext, seededKeys } from './city.ts'
import {
  addTarget,
  copyOf,
  keysFor,
  metadataFile,
  presentOf,
  publishSnapshot,
  publishTargets,
  publishTimestamp,
  readMetadata,
  targetFile,
  writeMetadata,
} from './forge.ts'
import { servePackages } from './package-server.ts'
import { openTerminalPackages, servedIssue, type TerminalPackages } from './terminal-packages.ts'

let city: City
let terminal: TerminalPackages

beforeEach(async () => {
  city = await foundCity()
  terminal = openTerminalPackages(city)
  expect((await terminal.refresh()).ok).toBe(true)
  expect(servedIssue(terminal)).toBe('A')
})

describe.each(['http', 'stick'] as const)('over %s', (way) => {
  async function sourceOf(offered: City): Promise<PackageSource> {
    if (way === 'stick') return createFolderSource(offered.packagesDir)
    return createHttpSource({ baseUrl: (await servePackages(offered.packagesDir)).url })
  }

  /** The folder is refused so, the old set serves, also after a restart, and the honest one is taken afterwards. */
  async function refused(offered: City, kind: PackageProblemKind, detail?: RegExp): Promise<void> {
    const refusal = await terminal.store.refresh(await sourceOf(offered))
    expect(refusal).toMatchObject({ ok: false, error: { kind } })
    if (detail && !refusal.ok) expect(refusal.error.detail).toMatch(detail)
    expect(terminal.store.status().problem?.kind).toBe(kind)
    expect(servedIssue(terminal)).toBe('A')
    expect(servedIssue(openTerminalPackages(city, { dir: terminal.dir }))).toBe('A')
  }

  async function honestIsTaken(): Promise<void> {
    expect(await terminal.store.refresh(await sourceOf(city))).toMatchObject({ ok: true })
    expect(servedIssue(terminal)).toBe('B')
    expect(terminal.store.status().problem).toBeNull()
  }

  it('takes an honest set', async () => {
    await publishNext(city)
    await honestIsTaken()
  })

  describe('[PK5] rollback', () => {
    it('of the timestamp', async () => {
      const old = copyOf(city)
      city.publish({ isHeartbeat: true })
      expect((await terminal.refresh()).ok).toBe(true)
      await refused(old, 'OLDER')
    })

    it('of the snapshot', async () => {
      const offered = copyOf(city)
      const { set } = presentOf(offered)
      const bytes = readMetadata(offered, `${set.snapshot.signed.version}.snapshot.json`)
      city.writeDocument('notices.json', { format: 'union-card-notices', version: 1, notices: [] })
      city.publish()
      expect((await terminal.refresh()).ok).toBe(true)
      for (let beat = 0; beat < 3; beat++) publishTimestamp(offered, { version: 1, bytes })
      await refused(offered, 'OLDER')
    })

    it('of the targets', async () => {
      const first = copyOf(city)
      city.writeDocument('notices.json', { format: 'union-card-notices', version: 1, notices: [] })
      city.publish()
      expect((await terminal.refresh()).ok).toBe(true)
      const offered = copyOf(city)
      publishSnapshot(offered, { version: 1, bytes: readMetadata(first, '1.targets.json') })
      await refused(offered, 'OLDER')
    })

    it('of the root', async () => {
      city.rotate('timestamp')
      expect((await terminal.refresh()).ok).toBe(true)
      const offered = copyOf(city)
      writeMetadata(offered, '3.root.json', readMetadata(offered, '1.root.json'))
      await refused(offered, 'ROOT_SKIPPED')
    })
  })

  it('[PK5] a skipped root', async () => {
    const offered = copyOf(city)
    city.rotate('timestamp')
    city.rotate('timestamp')
    writeMetadata(offered, '2.root.json', readMetadata(city, '3.root.json'))
    await refused(offered, 'ROOT_SKIPPED')
  })

  it('[PK5] mix-and-match of snapshots', async () => {
    const other = copyOf(city)
    await publishNext(city)
    const offered = copyOf(city)
    publishTargets(other, (targets) => targets.filter(({ path }) => path !== 'notices.json'))
    writeMetadata(offered, '2.snapshot.json', readMetadata(other, '2.snapshot.json'))
    await refused(offered, 'NOT_TOGETHER')
    await honestIsTaken()
  })

  it('[PK5] mix-and-match of targets', async () => {
    const other = copyOf(city)
    await publishNext(city)
    const offered = copyOf(city)
    publishTargets(other, (targets) => targets.filter(({ path }) => path !== 'notices.json'))
    writeMetadata(offered, '2.targets.json', readMetadata(other, '2.targets.json'))
    await refused(offered, 'NOT_TOGETHER')
    await honestIsTaken()
  })

  it("[PK5] the roster's manifest of one set and a list of another", async () => {
    const old = copyOf(city)
    await publishNext(city)
    const offered = copyOf(city)
    const list = readFileSync(targetFile(old, 'roster/901.shard'))
    publishTargets(offered, (targets) =>
      targets.map((target) =>
        target.path === 'roster/901.shard' ? addTarget(offered, target.path, list) : target,
      ),
    )
    await refused(offered, 'NOT_TOGETHER', /roster\/901\.shard/)
    await honestIsTaken()
  })

  it('[PK5] an unknown key', async () => {
    const offered = copyOf(city)
    const { set } = presentOf(offered)
    const bytes = readMetadata(offered, `${set.snapshot.signed.version}.snapshot.json`)
    publishTimestamp(offered, { version: 1, bytes }, [seededKeys(9)('timestamp')])
    await refused(offered, 'UNKNOWN_KEY')
  })

  it('[PK5] a root of unknown keys', async () => {
    const offered = copyOf(city)
    const newKey = seededKeys(9)
    const root = [newKey('root'), newKey('root'), newKey('root')]
    const keys = {
      root,
      targets: [newKey('targets')],
      snapshot: [newKey('snapshot')],
      timestamp: [newKey('timestamp')],
    }
    writeMetadata(offered, '2.root.json', signRoot(2, keys, root, city.now).toJSON())
    await refused(offered, 'UNKNOWN_KEY')
  })

  it('[PK5] too few signatures under a new root', async () => {
    const offered = copyOf(city)
    const keys = {
      root: keysFor(city, 'root'),
      targets: keysFor(city, 'targets'),
      snapshot: keysFor(city, 'snapshot'),
      timestamp: [seededKeys(9)('timestamp')],
    }
    writeMetadata(offered, '2.root.json', signRoot(2, keys, keys.root.slice(0, 1), city.now).toJSON())
    await refused(offered, 'TOO_FEW_SIGNATURES')
  })

  it('[PK5] no signature at all', async () => {
    const offered = copyOf(city)
    city.publish({ isHeartbeat: true })
    const timestamp = JSON.parse(readMetadata(city, 'timestamp.json').toString())
    writeMetadata(offered, 'timestamp.json', { ...timestamp, signatures: [] })
    await refused(offered, 'TOO_FEW_SIGNATURES')
  })

  it('[PK5] a wrong signature', async () => {
    const offered = copyOf(city)
    city.publish({ isHeartbeat: true })
    const text = readMetadata(city, 'timestamp.json').toString()
    writeMetadata(offered, 'timestamp.json', Buffer.from(text.replace('"version": 2', '"version": 7')))
    await refused(offered, 'WRONG_SIGNATURE')
  })

  it('[PK5] a target that was altered, to the same length', async () => {
    await publishNext(city)
    const offered = copyOf(city)
    const file = targetFile(offered, 'roster/901.shard')
    const bytes = readFileSync(file)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(file, bytes)
    await refused(offered, 'ALTERED', /roster\/901\.shard/)
    await honestIsTaken()
  })

  it('[PK5] a target that is longer than signed', async () => {
    await publishNext(city)
    const offered = copyOf(city)
    appendFileSync(targetFile(offered, 'roster/902.shard'), Buffer.alloc(1))
    await refused(offered, 'TOO_LARGE', /roster\/902\.shard/)
    await honestIsTaken()
  })

  it('[PK5] a target that is shorter than signed', async () => {
    await publishNext(city)
    const offered = copyOf(city)
    truncateSync(targetFile(offered, 'roster/902.shard'), 100)
    await refused(offered, 'CUT_OFF', /100 of/)
    await honestIsTaken()
  })

  it('[PK5] a missing file', async () => {
    await publishNext(city)
    const offered = copyOf(city)
    rmSync(targetFile(offered, 'roster/moved.index'))
    await refused(offered, 'MISSING_FILE', /moved\.index/)
    await honestIsTaken()
  })

  it.each(['2.snapshot.json', '2.targets.json'])('[PK5] a missing %s', async (name) => {
    await publishNext(city)
    const offered = copyOf(city)
    rmSync(metadataFile(offered, name))
    await refused(offered, 'MISSING_FILE')
    await honestIsTaken()
  })

  it.each(['timestamp.json', '2.snapshot.json', '2.targets.json'])('[PK5] half of %s', async (name) => {
    await publishNext(city)
    const offered = copyOf(city)
    const bytes = readMetadata(offered, name)
    writeMetadata(offered, name, bytes.subarray(0, bytes.length >> 1))
    await refused(offered, name === 'timestamp.json' ? 'UNREADABLE' : 'CUT_OFF')
    await honestIsTaken()
  })

  it('[PK5] a timestamp that never ends', async () => {
    const offered = copyOf(city)
    writeMetadata(offered, 'timestamp.json', Buffer.alloc(2_000_000, 0x20))
    await refused(offered, 'TOO_LARGE')
  })

  it('[PK7] a plan whose example fails, signed all the same', async () => {
    const [example] = plan2014Document.examples
    const plan = { ...plan2014Document, examples: [{ ...example, expect: { card: 'EXPIRED' } }] }
    const offered = copyOf(city)
    publishTargets(offered, (targets) =>
      targets.map((target) =>
        target.path === 'plans/2014.json'
          ? addTarget(offered, target.path, Buffer.from(JSON.stringify(plan)))
          : target,
      ),
    )
    await refused(
      offered,
      'BAD_DOCUMENT',
      /plans\/2014\.json: example P1: card is "VALID", expected "EXPIRED"/,
    )
  })

  it('a roster list that is no list, signed all the same', async () => {
    const offered = copyOf(city)
    const manifest = JSON.parse(readFileSync(targetFile(offered, 'roster/manifest.json')).toString())
    const list = addTarget(offered, 'roster/901.shard', Buffer.from('this is no zstd frame'))
    manifest.unions[0] = { ...manifest.unions[0], bytes: list.length, sha256: list.sha256 }
    const changed = [list, addTarget(offered, 'roster/manifest.json', Buffer.from(JSON.stringify(manifest)))]
    publishTargets(offered, (targets) =>
      targets.map((target) => changed.find(({ path }) => path === target.path) ?? target),
    )
    await refused(offered, 'BAD_DOCUMENT', /roster\/901\.shard/)
  })

  it('names of files that lead elsewhere', async () => {
    const offered = copyOf(city)
    const file = addTarget(offered, 'notices.json', Buffer.from('{}'))
    publishTargets(offered, (targets) => [...targets, { ...file, path: 'a/../../../b' }])
    await refused(offered, 'BAD_DOCUMENT')
  })

  it('a folder without packages', async () => {
    const offered = copyOf(city)
    rmSync(metadataFile(offered, 'timestamp.json'))
    await refused(offered, 'NO_PACKAGES')
  })
})

describe('[PK4] [PK5] freeze', () => {
  const network = async () => createHttpSource({ baseUrl: (await servePackages(city.packagesDir)).url })

  it('is refused over the network, and the set in use goes on for ever', async () => {
    city.now += 15 * DAY_MS
    expect(await terminal.store.refresh(await network())).toMatchObject({
      ok: false,
      error: { kind: 'EXPIRED' },
    })
    expect(servedIssue(terminal)).toBe('A')
    city.now += 3650 * DAY_MS
    expect(servedIssue(openTerminalPackages(city, { dir: terminal.dir }))).toBe('A')
  })

  it('a new set that was signed too long ago is refused over the network', async () => {
    await publishNext(city)
    city.now += 15 * DAY_MS
    expect(await terminal.store.refresh(await network())).toMatchObject({
      ok: false,
      error: { kind: 'EXPIRED' },
    })
    expect(servedIssue(terminal)).toBe('A')
    city.publish({ isHeartbeat: true })
    expect((await terminal.store.refresh(await network())).ok).toBe(true)
    expect(servedIssue(terminal)).toBe('B')
  })

  it('a stick is judged by what is known for sure: newer than the set in use, it is taken after weeks', async () => {
    await publishNext(city)
    city.now += 40 * DAY_MS
    expect((await terminal.refresh()).ok).toBe(true)
    expect(servedIssue(terminal)).toBe('B')
  })

  it('a stick from before a time that is known for sure is refused', async () => {
    await publishNext(city)
    const stick = copyOf(city)
    city.now += 40 * DAY_MS
    city.publish({ isHeartbeat: true })
    const other = openTerminalPackages(city)
    expect((await other.refresh()).ok).toBe(true)
    // The same heartbeat cannot be older and newer: a stick of the days between is simply older.
    expect(await other.store.refresh(createFolderSource(stick.packagesDir))).toMatchObject({
      ok: false,
      error: { kind: 'OLDER' },
    })
  })

  it('[CK1] a clock that stands behind does not make an old timestamp young', async () => {
    await publishNext(city)
    const known = city.now + 20 * DAY_MS
    city.now = Date.parse('2020-01-01T00:00:00Z')
    const store = openPackageStore({
      dir: terminal.dir,
      trustedRoot: city.firstRoot,
      now: () => city.now,
      hubTime: () => known,
      maxCachedRawBytes: 1e8,
    })
    expect(await store.refresh(await network())).toMatchObject({ ok: false, error: { kind: 'EXPIRED' } })
  })
})
