// The publisher: what is the same is not published again, what is wrong is named, and a cut leaves what was published (PK1, PK6, PK7).
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeFolderLock } from '../../hub/db/folder-lock.ts'
import { makeKeys, rotateKeys } from '../../hub/publish/make-keys.ts'
import { publishPackages } from '../../hub/publish/publish.ts'
import { type RepositoryDisk, realRepositoryDisk } from '../../hub/publish/repository.ts'
import { packageRoles } from '../../hub/publish/signing-key.ts'
import { plan2014Document } from '../../shared/packages/plan-2014.ts'
import { issueA, issueB } from '../roster/publish.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { type City, DAY_MS, foundCity, publishNext } from './city.ts'
import { openTerminalPackages, servedIssue } from './terminal-packages.ts'

function filesOf({ packagesDir }: City): Map<string, string> {
  const names = readdirSync(packagesDir, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(packagesDir, name)).isFile())
  return new Map(files.map((name) => [name, readFileSync(join(packagesDir, name), 'base64')]))
}

describe('[PK6] publishing', () => {
  it('the same content twice gives only a new timestamp', async () => {
    const city = await foundCity()
    const before = filesOf(city)
    city.now += 1000
    expect(city.publish()).toMatchObject({ what: 'HEARTBEAT', version: 1, newFiles: 0 })
    const changed = [...filesOf(city)].filter(([name, bytes]) => before.get(name) !== bytes)
    expect(changed.map(([name]) => name)).toEqual(['metadata/timestamp.json'])
  })

  it('the same members make the same bytes, in another city and on another day', async () => {
    const one = await foundCity({ seed: 1 })
    const two = await foundCity({ seed: 2 })
    const lists = (city: City) => [...filesOf(city).keys()].filter((name) => name.endsWith('.shard'))
    expect(lists(one)).toEqual(lists(two))
    expect(lists(one)).toHaveLength(3)
  })

  it('with the same keys and the same clock is the same to the byte', async () => {
    expect(filesOf(await foundCity())).toEqual(filesOf(await foundCity()))
  })

  it('only changed unions get new files', async () => {
    const city = await foundCity()
    await publishNext(city)
    city.now += 1000
    await city.setRoster({ createdAt: '2026-08-02T00:00:00.000Z', lists: issueB.lists })
    // The manifest carries a date, and the index too.
    expect(city.publish()).toMatchObject({ what: 'CONTENT', version: 3, newFiles: 2 })
  })

  it('keeps the files of the set before, and nothing older', async () => {
    const city = await foundCity()
    const first = [...filesOf(city).keys()].filter((name) => name.includes('901.shard'))
    await publishNext(city)
    const second = [...filesOf(city).keys()].filter((name) => name.includes('901.shard'))
    expect(second).toHaveLength(2)
    expect(second).toEqual(expect.arrayContaining(first))
    city.writeDocument('notices.json', { format: 'union-card-notices', version: 1, notices: [] })
    city.publish()
    expect([...filesOf(city).keys()].filter((name) => name.includes('901.shard'))).toHaveLength(1)
    expect(existsSync(join(city.packagesDir, 'metadata', '1.targets.json'))).toBe(false)
    expect(existsSync(join(city.packagesDir, 'metadata', '1.root.json'))).toBe(true)
  })

  it('signs anew what would end soon, without new content', async () => {
    const city = await foundCity()
    city.now += 300 * DAY_MS
    expect(city.publish()).toMatchObject({ what: 'SIGNATURES', version: 2, newFiles: 0 })
    expect(city.publish()).toMatchObject({ what: 'HEARTBEAT', version: 2 })
  })

  it('puts back a file that the disk has lost', async () => {
    const city = await foundCity()
    rmSync(join(city.packagesDir, 'targets', 'roster'), { recursive: true })
    city.publish()
    const terminal = openTerminalPackages(city)
    expect(await terminal.refresh()).toMatchObject({ ok: true })
  })

  it('a hub that was restored from a backup publishes what terminals take for newer', async () => {
    const city = await foundCity()
    const backup = temporaryFolder()
    cpSync(city.packagesDir, backup, { recursive: true })
    await publishNext(city)
    const terminal = openTerminalPackages(city)
    await terminal.refresh()
    rmSync(city.packagesDir, { recursive: true })
    cpSync(backup, city.packagesDir, { recursive: true })
    city.now += DAY_MS
    await city.setRoster(issueA)
    city.publish()
    expect(await terminal.refresh()).toMatchObject({ ok: false, error: { kind: 'OLDER' } })
    expect(servedIssue(terminal)).toBe('B')
    expect(city.publish({ isRestored: true })).toMatchObject({ what: 'SIGNATURES', version: 10_001 })
    expect(await terminal.refresh()).toMatchObject({ ok: true })
    expect(servedIssue(terminal)).toBe('A')
  })

  it('waits for nobody: a second publisher is told so', async () => {
    const { dataDir, keysDir, now } = await foundCity()
    const lock = takeFolderLock(join(dataDir, 'publish.lock'))
    expect(publishPackages({ dataDir, keysDir, now })).toMatchObject({ error: { kind: 'BUSY' } })
    expect(rotateKeys('root', { dataDir, keysDir, now })).toMatchObject({ error: { kind: 'BUSY' } })
    lock?.release()
    expect(publishPackages({ dataDir, keysDir, now }).ok).toBe(true)
  })

  it('[CK1] the signed date never goes back, whatever the clock of the hub does', async () => {
    const city = await foundCity()
    const { signedAt } = city.publish({ isHeartbeat: true })
    city.now -= 30 * DAY_MS
    expect(city.publish({ isHeartbeat: true }).signedAt).toBe(signedAt)
  })
})

describe('[PK7] a document that is wrong', () => {
  const [example] = plan2014Document.examples
  const cookbook = JSON.parse(readFileSync('resources/cookbook/01-percent-holder-only.json', 'utf8'))
  const [offer] = cookbook.offers
  const wrongOffers = { ...cookbook, offers: [{ ...offer, rule: { kind: 'PERCENT', thousandths: 900 } }] }
  const wrongPlan = { ...plan2014Document, examples: [{ ...example, expect: { card: 'EXPIRED' } }] }

  it.each([
    ['plans/2014.json', wrongPlan, 'example P1: card is "VALID", expected "EXPIRED"'],
    ['plans/2030.json', plan2014Document, 'the plan calls itself 2014, the index 2030'],
    ['plans/2014.json', { ...plan2014Document, examples: [] }, 'examples: '],
    ['plans/2014.json', { ...plan2014Document, colour: 'red' }, 'colour'],
    ['offers/DEMO-PALACE.json', wrongOffers, 'offer "会员8折"'],
    ['offers/ELSEWHERE.json', cookbook, 'the offers are those of DEMO-PALACE, the index says ELSEWHERE'],
    [
      'stop-list.json',
      { format: 'union-card-stop-list', version: 1, asOf: null, numbers: ['9010000001'] },
      'needs its date',
    ],
    [
      'stop-list.json',
      {
        format: 'union-card-stop-list',
        version: 1,
        asOf: '2026-07-01',
        numbers: ['9010000002', '9010000001'],
      },
      'ascending',
    ],
    [
      'holidays.json',
      { format: 'union-card-holidays', version: 1, years: [{ year: 2026 }] },
      'years.0.holidays',
    ],
    ['notices.json', 'no document at all', 'document: '],
  ])('%s is named with its place, and nothing is published', async (path, document, sentence) => {
    const city = await foundCity()
    const before = filesOf(city)
    city.writeDocument(path, document)
    const { dataDir, keysDir, now } = city
    const published = publishPackages({ dataDir, keysDir, now })
    expect(published).toMatchObject({ ok: false, error: { kind: 'BAD_DOCUMENTS', documents: [{ path }] } })
    if (!published.ok && published.error.kind === 'BAD_DOCUMENTS')
      expect(published.error.documents[0]?.sentence).toContain(sentence)
    expect(filesOf(city)).toEqual(before)
  })

  it('never repeats a number of the stop list', async () => {
    const city = await foundCity()
    city.writeDocument('stop-list.json', {
      format: 'union-card-stop-list',
      version: 1,
      asOf: '2026-07-01',
      numbers: ['9010000001', '901000000X'],
    })
    const { dataDir, keysDir, now } = city
    expect(JSON.stringify(publishPackages({ dataDir, keysDir, now }))).not.toContain('901000000')
  })
})

describe('keys', () => {
  it('are readable by their owner only, the root keys apart', async () => {
    const { keysDir } = await foundCity()
    const names = readdirSync(keysDir, { recursive: true, encoding: 'utf8' })
    const files = names.filter((name) => name.endsWith('.json'))
    expect(files.filter((name) => name.startsWith('offline'))).toHaveLength(3)
    expect(files).toHaveLength(6)
    for (const name of files) expect(statSync(join(keysDir, name)).mode & 0o777).toBe(0o600)
  })

  it('a second first root is refused', async () => {
    const { dataDir, keysDir, now } = await foundCity()
    expect(makeKeys({ dataDir, keysDir, now })).toMatchObject({ error: { kind: 'KEYS_EXIST' } })
  })

  it('publishing needs none of the root keys', async () => {
    const city = await foundCity()
    rmSync(join(city.keysDir, 'offline'), { recursive: true })
    await publishNext(city)
    const { dataDir, keysDir, now } = city
    expect(rotateKeys('targets', { dataDir, keysDir, now })).toMatchObject({
      error: { kind: 'ROOT_KEYS_MISSING', found: 0, needed: 2 },
    })
  })

  it('two of three root keys are enough to rotate', async () => {
    const city = await foundCity()
    const offline = join(city.keysDir, 'offline')
    rmSync(join(offline, readdirSync(offline)[0] ?? ''))
    city.rotate('timestamp')
    const terminal = openTerminalPackages(city)
    expect((await terminal.refresh()).ok).toBe(true)
  })

  it.each(packageRoles)(
    '[PK1] a new key for %s is followed by a terminal, before and after the next set',
    async (role) => {
      const city = await foundCity()
      const terminal = openTerminalPackages(city)
      expect((await terminal.refresh()).ok).toBe(true)
      city.rotate(role)
      expect((await terminal.refresh()).ok).toBe(true)
      expect(servedIssue(terminal)).toBe('A')
      await publishNext(city)
      expect((await terminal.refresh()).ok).toBe(true)
      expect(servedIssue(terminal)).toBe('B')
      // One that was away meanwhile, and one that starts from nothing.
      const late = openTerminalPackages(city)
      expect((await late.refresh()).ok).toBe(true)
      expect(servedIssue(late)).toBe('B')
      expect(servedIssue(openTerminalPackages(city, { dir: terminal.dir }))).toBe('B')
    },
  )

  it('a key that the root no longer lists signs nothing', async () => {
    const city = await foundCity()
    const hidden = temporaryFolder()
    const old = readdirSync(city.keysDir).find((name) => name.startsWith('timestamp-')) ?? ''
    city.rotate('timestamp')
    const fresh =
      readdirSync(city.keysDir).find((name) => name.startsWith('timestamp-') && name !== old) ?? ''
    renameSync(join(city.keysDir, fresh), join(hidden, fresh))
    const { dataDir, keysDir, now } = city
    expect(publishPackages({ dataDir, keysDir, now })).toMatchObject({
      error: { kind: 'KEY_MISSING', role: 'timestamp' },
    })
  })

  it('a key file that came back from a stick is closed again', async () => {
    const { dataDir, keysDir, now } = await foundCity()
    const [name = ''] = readdirSync(keysDir).filter((file) => file.endsWith('.json'))
    chmodSync(join(keysDir, name), 0o644)
    expect(publishPackages({ dataDir, keysDir, now }).ok).toBe(true)
    expect(statSync(join(keysDir, name)).mode & 0o777).toBe(0o600)
  })
})

describe('a cut while publishing', () => {
  /** Everything after step `cutAt` fails; a write of it leaves half a file under a name of its own. */
  function cuttingDisk(cutAt: number): { disk: RepositoryDisk; steps: () => number } {
    let taken = 0
    const step = (act: () => void) => {
      if (taken++ >= cutAt) throw new Error('cut')
      act()
    }
    return {
      steps: () => taken,
      disk: {
        write: (path, bytes) => {
          if (taken === cutAt) mkdirSync(join(path, '..'), { recursive: true })
          step(() => realRepositoryDisk.write(path, bytes))
        },
        syncFolder: (folder) => step(() => realRepositoryDisk.syncFolder(folder)),
        remove: (path) => step(() => realRepositoryDisk.remove(path)),
      },
    }
  }

  it('leaves the set before or the new one, whole', { timeout: 60_000 }, async () => {
    const seen: string[] = []
    for (let cutAt = 0, isThrough = false; !isThrough; cutAt++) {
      const city = await foundCity({ issue: issueA })
      const { disk, steps } = cuttingDisk(cutAt)
      city.now += 1000
      await city.setRoster(issueB)
      const { dataDir, keysDir, now } = city
      try {
        publishPackages({ dataDir, keysDir, now, disk })
      } catch {
        // The cut.
      }
      isThrough = steps() <= cutAt
      const terminal = openTerminalPackages(city)
      expect(await terminal.refresh()).toMatchObject({ ok: true })
      seen.push(servedIssue(terminal))
      city.now += 1000
      city.publish()
      expect(await terminal.refresh()).toMatchObject({ ok: true })
      expect(servedIssue(terminal)).toBe('B')
    }
    expect(seen.join(' ')).toMatch(/^(A )+(B ?)+$/)
  })

  it.each(packageRoles)(
    'a cut while rotating %s leaves what terminals can follow',
    { timeout: 60_000 },
    async (role) => {
      for (let cutAt = 0, isThrough = false; !isThrough; cutAt++) {
        const city = await foundCity()
        const { disk, steps } = cuttingDisk(cutAt)
        const { dataDir, keysDir, now } = city
        try {
          rotateKeys(role, { dataDir, keysDir, now, disk })
        } catch {
          // The cut.
        }
        isThrough = steps() <= cutAt
        const terminal = openTerminalPackages(city)
        expect(await terminal.refresh()).toMatchObject({ ok: true })
        await publishNext(city)
        expect(await terminal.refresh()).toMatchObject({ ok: true })
        expect(servedIssue(terminal)).toBe('B')
      }
    },
  )
})
