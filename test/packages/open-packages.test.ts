// Packages inside a running terminal: before there is a root to trust, after it has come, over the network, by a stick beside it, and
// after the terminal was revoked.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { terminalStateSchema } from '../../shared/bridge/state.ts'
import { day } from '../../shared/core/day.ts'
import { silentLog } from '../../terminal/log.ts'
import { createFolderSource } from '../../terminal/packages/folder-source.ts'
import { openPackages, PACKAGES_DIR } from '../../terminal/packages/open-packages.ts'
import { settingsSchema } from '../../terminal/settings/settings.ts'
import { numberOf } from '../roster/publish.ts'
import { createListedRoster } from '../support/listed-roster.ts'
import { createSteeredClock } from '../support/steered-clock.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { type City, foundCity, publishNext } from './city.ts'
import { servePackages } from './package-server.ts'
import { openTerminalPackages } from './terminal-packages.ts'

const LOOK_MS = 5_000

function openIn(city: City, { hubUrl }: { readonly hubUrl?: string } = {}) {
  const dir = temporaryFolder()
  const clock = createSteeredClock(city.now)
  const ownRoster = createListedRoster('2026-07-01')
  ownRoster.add(numberOf('901', 1), { name: '自*' })
  const heard: number[] = []
  const settings = settingsSchema.parse({ facility: { id: 'T1', name: '测试', nameEn: 'Test' } })
  const packages = openPackages({
    dir,
    settings,
    hubUrl,
    ownRoster,
    clock,
    clockTrust: {
      isBehind: () => false,
      heardFromHub: () => {},
      heardFromPackages: (at) => heard.push(at),
      hubTime: () => null,
      onTurn: () => {},
    },
    random: () => 0.5,
    log: silentLog,
  })
  onTestFinished(packages.close)
  let changes = 0
  packages.onChange(() => {
    changes += 1
  })
  return {
    dir,
    clock,
    heard,
    packages,
    changes: () => changes,
    trust: () => writeFileSync(join(dir, 'trusted-root.json'), city.firstRoot),
    name() {
      const found = packages.roster.find(numberOf('901', 1))
      return found.kind === 'FOUND' ? found.member.maskedName : found.kind
    },
    light: () => packages.light(day('2026-08-04')),
    /** As `terminal import` does in another process. */
    importStick: () => openTerminalPackages(city, { dir: join(dir, PACKAGES_DIR) }).refresh(),
  }
}

it('without a root to trust the terminal lives by its own roster and the plan it came with', async () => {
  const terminal = openIn(await foundCity())
  expect(terminal.name()).toBe('自*')
  expect(terminal.packages.plan()?.id).toBe('2014')
  expect(terminal.packages.version()).toBeNull()
  expect(terminal.light()).toBeUndefined()
})

it('a stick that another program imported serves within seconds, and its date bounds the clock', async () => {
  const city = await foundCity()
  const terminal = openIn(city)
  terminal.trust()
  terminal.packages.rootArrived()
  expect(terminal.light()).toMatchObject({ version: null, signedOn: null, ageDays: null })
  expect(terminal.name()).toBe('自*')
  expect((await terminal.importStick()).ok).toBe(true)
  terminal.clock.advance(LOOK_MS)
  expect(terminal.name()).toBe('甲*')
  expect(terminal.packages.version()).toBe(1)
  expect(terminal.light()).toEqual({
    version: 1,
    signedOn: '2026-08-01',
    ageDays: 3,
    progress: null,
    problem: null,
  })
  expect(terminal.heard.at(-1)).toBe(city.now)
  expect(terminal.changes()).toBeGreaterThan(0)
})

it('a root that was put into the folder by hand is found', async () => {
  const terminal = openIn(await foundCity())
  terminal.trust()
  await terminal.importStick()
  terminal.clock.advance(LOOK_MS)
  expect(terminal.name()).toBe('甲*')
})

it('over the network it comes by itself, and the light says what goes on', async () => {
  const city = await foundCity()
  const server = await servePackages(city.packagesDir)
  const terminal = openIn(city, { hubUrl: server.url.replace(/\/packages$/, '') })
  terminal.trust()
  terminal.packages.rootArrived()
  await expect.poll(terminal.name).toBe('甲*')
  await publishNext(city)
  terminal.clock.advance(20 * 60_000)
  await expect.poll(terminal.name).toBe('乙*')
  server.misbehave(/./, { kind: 'STATUS', status: 503 })
  terminal.clock.advance(20 * 60_000)
  await expect.poll(() => terminal.light()?.problem).toBe('UNREACHABLE')
  expect(terminal.name()).toBe('乙*')
  const { packages } = terminalStateSchema.shape
  expect(packages.parse(terminal.light())).toEqual(terminal.light())
})

it('[PK8] the stop list of the set lies over the roster', async () => {
  const city = await foundCity()
  city.writeDocument('stop-list.json', {
    format: 'union-card-stop-list',
    version: 1,
    asOf: '2026-08-01',
    numbers: [numberOf('901', 1)],
  })
  city.publish()
  const terminal = openIn(city)
  terminal.trust()
  await terminal.importStick()
  terminal.clock.advance(LOOK_MS)
  expect(terminal.packages.roster.find(numberOf('901', 1))).toMatchObject({
    member: { membership: { stoppedOn: '2026-08-01' } },
  })
  expect(terminal.packages.roster.find(numberOf('901', 2))).toMatchObject({
    member: { membership: { stoppedOn: null } },
  })
})

it('[EN6] a revoked terminal has neither packages nor trust, and fetches none', async () => {
  const city = await foundCity()
  const server = await servePackages(city.packagesDir)
  const terminal = openIn(city, { hubUrl: server.url.replace(/\/packages$/, '') })
  terminal.trust()
  terminal.packages.rootArrived()
  await expect.poll(terminal.name).toBe('甲*')
  terminal.packages.wipe()
  expect(terminal.name()).toBe('MISSING')
  expect(terminal.light()).toBeUndefined()
  expect(existsSync(join(terminal.dir, PACKAGES_DIR))).toBe(false)
  const asked = server.asked.length
  terminal.clock.advance(60 * 60_000)
  await new Promise((resolve) => setImmediate(resolve))
  expect(server.asked.length).toBe(asked)
  // Enrolled again, it is served again.
  terminal.trust()
  terminal.packages.rootArrived()
  await expect.poll(terminal.name).toBe('甲*')
})

it('a trusted root that cannot be read is no reason to stop working', async () => {
  const city = await foundCity()
  const terminal = openIn(city)
  writeFileSync(join(terminal.dir, 'trusted-root.json'), 'rubbish')
  terminal.packages.rootArrived()
  expect(terminal.name()).toBe('自*')
  expect(createFolderSource(city.packagesDir).judgedBy).toBe('FLOOR')
})
