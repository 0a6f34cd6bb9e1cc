// The store of packages as a terminal lives with it: restarts, damage, another program beside it, and what serves meanwhile.
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFolderSource } from '../../terminal/packages/folder-source.ts'
import { issueA, issueB, numberOf } from '../roster/publish.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { foundCity, publishNext } from './city.ts'
import { targetFile } from './forge.ts'
import { openTerminalPackages, servedIssue } from './terminal-packages.ts'

/** Where a file of the set lies in the terminal. */
function storedFile(dir: string, cityFile: string): string {
  return join(dir, 'files', /[0-9a-f]{64}/.exec(cityFile)?.[0] ?? '')
}

describe('the set in use', () => {
  it('[PK4] knows its version and its signed date, and serves after a restart without its source', async () => {
    const city = await foundCity()
    const terminal = openTerminalPackages(city)
    expect(servedIssue(terminal)).toBe('none')
    expect((await terminal.refresh()).ok).toBe(true)
    rmSync(join(city.packagesDir, 'targets'), { recursive: true })
    const after = openTerminalPackages(city, { dir: terminal.dir })
    expect(after.store.status().set).toMatchObject({ version: 1, signedAt: city.now, signedOn: '2026-08-01' })
    expect(after.store.floorAt()).toBe(city.now)
    expect(servedIssue(after)).toBe('A')
  })

  it('holds all that was published with it', async () => {
    const city = await foundCity()
    city.writeDocument('stop-list.json', {
      format: 'union-card-stop-list',
      version: 1,
      asOf: '2026-08-01',
      numbers: [numberOf('901', 5)],
    })
    const offers = JSON.parse(readFileSync('resources/cookbook/01-percent-holder-only.json', 'utf8'))
    city.writeDocument('offers/DEMO-PALACE.json', offers)
    city.publish()
    const terminal = openTerminalPackages(city)
    await terminal.refresh()
    const { set } = terminal.store.status()
    expect(set?.offers('DEMO-PALACE')?.title).toBe(offers.title)
    expect(set?.offers('ELSEWHERE')).toBeNull()
    expect(set?.directory?.centres).toHaveLength(20)
    expect(set?.directory?.edition).toBe('2014年1月版')
    expect(set?.holidays?.years.map(({ year }) => year)).toContain(2014)
    expect(set?.merchants).toMatchObject({ asOf: null, merchants: [] })
    expect(set?.stopList.numbers).toEqual([numberOf('901', 5)])
    expect(set?.plan('2014')?.id).toBe('2014')
    expect(set?.plan('1999')).toBeNull()
    expect(set?.index.roster).toMatchObject({
      oldestAsOf: '2026-06-20',
      newestAsOf: '2026-06-30',
      members: 550,
    })
  })

  it('may be one without a roster', async () => {
    const city = await foundCity({ issue: null })
    const terminal = openTerminalPackages(city)
    expect((await terminal.refresh()).ok).toBe(true)
    expect(terminal.store.status().set?.rosterManifest).toBeNull()
    expect(terminal.store.roster.find(numberOf('901', 1)).kind).toBe('MISSING')
  })

  it('leaves no room behind: files of the set before stay, older ones go', async () => {
    const city = await foundCity()
    const terminal = openTerminalPackages(city)
    await terminal.refresh()
    const first = targetFile(city, 'roster/901.shard')
    await publishNext(city)
    await terminal.refresh()
    expect(readdirSync(join(terminal.dir, 'incoming'))).toEqual([])
    expect(readFileSync(storedFile(terminal.dir, first)).length).toBeGreaterThan(0)
    city.writeDocument('notices.json', { format: 'union-card-notices', version: 1, notices: [] })
    city.publish()
    await terminal.refresh()
    expect(readdirSync(join(terminal.dir, 'files'))).not.toContain(/[0-9a-f]{64}/.exec(first)?.[0])
  })

  it('[EN6] is gone when it was removed', async () => {
    const city = await foundCity()
    const terminal = openTerminalPackages(city)
    await terminal.refresh()
    rmSync(terminal.dir, { recursive: true })
    terminal.store.lookAgain()
    expect(servedIssue(terminal)).toBe('none')
  })

  it('of another publisher is not served', async () => {
    const [one, two] = [await foundCity({ seed: 1 }), await foundCity({ seed: 2 })]
    const terminal = openTerminalPackages(one)
    await terminal.refresh()
    const moved = openTerminalPackages(two, { dir: terminal.dir })
    expect(moved.store.status().set).toBeNull()
    expect(moved.store.roster.find(numberOf('901', 1)).kind).toBe('DAMAGED')
    expect((await moved.refresh()).ok).toBe(true)
    expect(moved.store.roster.find(numberOf('901', 1)).kind).toBe('FOUND')
  })
})

describe('damage on this disk', () => {
  it('of a list: the list of the set before answers, and the next refresh puts it right', async () => {
    const city = await foundCity()
    const terminal = openTerminalPackages(city)
    await terminal.refresh()
    await publishNext(city)
    await terminal.refresh()
    truncateSync(storedFile(terminal.dir, targetFile(city, 'roster/901.shard')), 40)
    const after = openTerminalPackages(city, { dir: terminal.dir })
    const [list] = issueA.lists
    expect(after.store.roster.find(numberOf('901', 1))).toMatchObject({ kind: 'FOUND', asOf: list?.asOf })
    expect(after.damage).toEqual(['SHARD_DAMAGED'])
    expect(await after.refresh()).toMatchObject({ ok: true, value: { what: 'REPAIRED' } })
    expect(after.store.roster.find(numberOf('901', 1))).toMatchObject({ asOf: issueB.lists[0]?.asOf })
    expect(servedIssue(openTerminalPackages(city, { dir: terminal.dir }))).toBe('B')
  })

  it('of the pointer: the set before serves, and the next refresh brings the newer one back', async () => {
    const city = await foundCity()
    const terminal = openTerminalPackages(city)
    await terminal.refresh()
    await publishNext(city)
    await terminal.refresh()
    writeFileSync(join(terminal.dir, 'present.json'), '{"format":')
    const after = openTerminalPackages(city, { dir: terminal.dir })
    expect(after.damage).toEqual(['UNREADABLE'])
    expect(after.store.status().set?.version).toBe(1)
    expect((await after.refresh()).ok).toBe(true)
    expect(servedIssue(openTerminalPackages(city, { dir: terminal.dir }))).toBe('B')
  })

  it('of a document: the set before serves', async () => {
    const city = await foundCity()
    const terminal = openTerminalPackages(city)
    await terminal.refresh()
    await publishNext(city)
    await terminal.refresh()
    truncateSync(storedFile(terminal.dir, targetFile(city, 'index.json')), 40)
    const after = openTerminalPackages(city, { dir: terminal.dir })
    expect(after.damage).toEqual(['BAD_DOCUMENT'])
    expect(after.store.status().set?.version).toBe(1)
    expect((await after.refresh()).ok).toBe(true)
    expect(servedIssue(openTerminalPackages(city, { dir: terminal.dir }))).toBe('B')
  })

  it('of everything: it begins anew', async () => {
    const city = await foundCity()
    const terminal = openTerminalPackages(city)
    await terminal.refresh()
    for (const name of ['present.json', 'roots.json']) writeFileSync(join(terminal.dir, name), 'rubbish')
    rmSync(join(terminal.dir, 'files'), { recursive: true })
    const after = openTerminalPackages(city, { dir: terminal.dir })
    expect(after.store.roster.summary().status).toBe('DAMAGED')
    expect((await after.refresh()).ok).toBe(true)
    expect(servedIssue(openTerminalPackages(city, { dir: terminal.dir }))).toBe('A')
  })
})

describe('two at once', () => {
  it('a second refresh is told to wait', async () => {
    const city = await foundCity()
    const terminal = openTerminalPackages(city)
    const first = terminal.refresh()
    expect(await terminal.refresh()).toMatchObject({ ok: false, error: { kind: 'BUSY' } })
    expect((await first).ok).toBe(true)
  })

  it('another program that imports is seen, and two never take at the same time', async () => {
    const city = await foundCity()
    const terminal = openTerminalPackages(city)
    await terminal.refresh()
    await publishNext(city)
    const other = openTerminalPackages(city, { dir: terminal.dir })
    const taking = other.refresh()
    await new Promise((resolve) => setTimeout(resolve, 1))
    expect(await terminal.refresh()).toMatchObject({ ok: false, error: { kind: 'BUSY' } })
    expect((await taking).ok).toBe(true)
    expect(terminal.store.status().set?.version).toBe(1)
    terminal.store.lookAgain()
    expect(servedIssue(terminal)).toBe('B')
  })

  it('scans are answered while a set is taken', async () => {
    const city = await foundCity()
    const terminal = openTerminalPackages(city)
    await terminal.refresh()
    await publishNext(city)
    let isDone = false
    const taking = terminal.store.refresh(createFolderSource(city.packagesDir)).finally(() => {
      isDone = true
    })
    const names = new Set<string>()
    while (!isDone) {
      const found = terminal.store.roster.find(numberOf('901', 1))
      names.add(found.kind === 'FOUND' ? found.member.maskedName : found.kind)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect((await taking).ok).toBe(true)
    expect([...names].every((name) => name === '甲*' || name === '乙*')).toBe(true)
    expect(servedIssue(terminal)).toBe('B')
  })
})

it('a stick that was pulled out is named', async () => {
  const city = await foundCity()
  const terminal = openTerminalPackages(city)
  const gone = createFolderSource(join(temporaryFolder(), 'stick'))
  expect(await terminal.store.refresh(gone)).toMatchObject({ ok: false, error: { kind: 'UNREACHABLE' } })
})
