// [PK2] [PK3] A cut at any step leaves the old set or the new one, whole: at every step of the disk, when the disk is full, and by
// killing processes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { realPackageDisk } from '../../terminal/packages/package-disk.ts'
import { membersOf, numberOf } from '../roster/publish.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { type City, foundCity, publishNext } from './city.ts'
import { createCuttingDisk } from './cutting-disk.ts'
import { copyOf } from './forge.ts'
import { openTerminalPackages, servedIssue } from './terminal-packages.ts'

/** Two small issues of one city: the first, and the next with a new root. */
async function twoIssues(): Promise<{ old: City; city: City }> {
  const city = await foundCity()
  const old = copyOf(city)
  city.rotate('timestamp')
  await publishNext(city)
  return { old, city }
}

describe('a power cut at every step', () => {
  it.each([
    ['none', 'lost'],
    ['A', 'lost'],
    ['A', 'kept'],
  ] as const)('over the set %s, what was not safe yet is %s', { timeout: 120_000 }, async (before, fate) => {
    const { old, city } = await twoIssues()
    const seen: string[] = []
    for (let cutAt = 0, isThrough = false; !isThrough; cutAt++) {
      const dir = temporaryFolder()
      if (before === 'A') expect((await openTerminalPackages(old, { dir }).refresh()).ok).toBe(true)
      const cutting = createCuttingDisk(cutAt)
      await openTerminalPackages(city, { dir, disk: cutting.disk }).refresh()
      isThrough = cutting.steps() <= cutAt
      if (fate === 'lost') await cutting.loseWhatIsUnsafe()
      const after = openTerminalPackages(city, { dir })
      const served = servedIssue(after)
      expect([before, 'B']).toContain(served)
      seen.push(served)
      // The next refresh is not disturbed by what the cut left behind.
      expect(await after.refresh()).toMatchObject({ ok: true })
      expect(servedIssue(after)).toBe('B')
      expect(servedIssue(openTerminalPackages(city, { dir }))).toBe('B')
    }
    // Both ends were seen, and the switch happened once.
    expect(seen[0]).toBe(before)
    expect(seen.at(-1)).toBe('B')
    expect(seen.join(' ')).toMatch(new RegExp(`^(${before} )+(B ?)+$`))
  })
})

describe('a full disk', () => {
  it('is named, the old set serves, and there is room again', { timeout: 60_000 }, async () => {
    const { old, city } = await twoIssues()
    const full = () => Object.assign(new Error('no space'), { code: 'ENOSPC' })
    for (const cutAt of [4, 9, 17]) {
      const dir = temporaryFolder()
      expect((await openTerminalPackages(old, { dir }).refresh()).ok).toBe(true)
      const cutting = createCuttingDisk(cutAt, full)
      // Removing works on a full disk.
      const disk = { ...cutting.disk, remove: realPackageDisk.remove }
      const terminal = openTerminalPackages(city, { dir, disk })
      expect(await terminal.refresh()).toMatchObject({ ok: false, error: { kind: 'DISK_FULL' } })
      expect(servedIssue(terminal)).toBe('A')
      const after = openTerminalPackages(city, { dir })
      expect((await after.refresh()).ok).toBe(true)
      expect(servedIssue(after)).toBe('B')
    }
  })
})

describe('killing the process that imports', () => {
  const rounds = Number(process.env.PACKAGE_KILL_ROUNDS ?? 5)
  it(`leaves a whole set, ${rounds} times`, { timeout: 20_000 + rounds * 10_000 }, async () => {
    const dir = temporaryFolder()
    const city = await foundCity({ issue: null })
    const rootFile = join(temporaryFolder(), 'root.json')
    writeFileSync(rootFile, city.firstRoot)
    let served = -1
    let takesMs = 0
    for (let round = 0; round <= rounds; round++) {
      city.now += 60_000
      await city.setRoster({
        createdAt: new Date(city.now).toISOString(),
        lists: ['901', '902', '903', '904'].map((code) => ({
          code,
          asOf: '2026-07-30',
          members: membersOf(code, 2000, `${round}*`),
        })),
      })
      city.publish()
      const child = spawn(process.execPath, [
        fileURLToPath(new URL('refresh-child.ts', import.meta.url)),
        dir,
        city.packagesDir,
        rootFile,
      ])
      const closed = once(child, 'close')
      await once(child.stdout, 'data')
      // The first one runs through and shows how long it takes here; the others die ever later in it.
      const startedAt = performance.now()
      const timer =
        round > 0 ? setTimeout(() => child.kill('SIGKILL'), (takesMs * round) / rounds) : undefined
      await closed
      clearTimeout(timer)
      if (round === 0) takesMs = performance.now() - startedAt

      const { store, damage } = openTerminalPackages(city, { dir })
      expect(store.roster.summary()).toMatchObject({ status: 'READY', members: 8000 })
      const names = ['901', '902', '903', '904'].map((code) => {
        const found = store.roster.find(numberOf(code, 1))
        return found.kind === 'FOUND' ? found.member.maskedName : found.kind
      })
      expect(damage).toEqual([])
      expect(new Set(names).size).toBe(1)
      const now = Number.parseInt(names[0] ?? '', 10)
      expect([served, round]).toContain(now)
      served = now
    }
  })
})

describe('a half-copied stick', () => {
  it('is refused wherever the copying stopped', { timeout: 120_000 }, async () => {
    const { old, city } = await twoIssues()
    const dir = temporaryFolder()
    expect((await openTerminalPackages(old, { dir }).refresh()).ok).toBe(true)
    const stick = temporaryFolder()
    const from = { ...city, firstRoot: city.firstRoot, packagesDir: stick }
    for (const name of copyOrder(city)) {
      const bytes = readFileSync(join(city.packagesDir, name))
      mkdirSync(dirname(join(stick, name)), { recursive: true })
      writeFileSync(join(stick, name), bytes.subarray(0, bytes.length >> 1))
      const terminal = openTerminalPackages(from, { dir })
      expect(await terminal.refresh()).toMatchObject({ ok: false })
      expect(servedIssue(terminal)).toBe('A')
      cpSync(join(city.packagesDir, name), join(stick, name))
    }
    const terminal = openTerminalPackages(from, { dir })
    expect(await terminal.refresh()).toMatchObject({ ok: true })
    expect(servedIssue(terminal)).toBe('B')
  })

  /** The files a terminal with the old set needs, the timestamp in the middle as a copying program may have it. */
  function copyOrder({ packagesDir }: City): string[] {
    return readdirSync(packagesDir, { recursive: true, encoding: 'utf8' })
      .filter((name) => /metadata.(2\.|timestamp)|90[12]\.shard|manifest|moved|index\.json/.test(name))
      .filter((name) => !isOldFile(packagesDir, name))
      .sort()
  }
})

/** The publisher keeps the files of the set before for terminals that are fetching it. */
function isOldFile(packagesDir: string, name: string): boolean {
  if (!name.startsWith('targets')) return false
  const targets = readFileSync(join(packagesDir, 'metadata', '2.targets.json'), 'utf8')
  return !targets.includes(/[0-9a-f]{64}/.exec(name)?.[0] ?? '')
}
