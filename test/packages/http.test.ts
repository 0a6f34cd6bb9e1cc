// Packages over a real network that breaks, stalls and lies: what came is kept, what is needed is fetched, and nothing more.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createHttpSource } from '../../terminal/packages/http-source.ts'
import { type City, foundCity, publishNext } from './city.ts'
import { targetFile } from './forge.ts'
import { type PackageServer, servePackages } from './package-server.ts'
import { openTerminalPackages, servedIssue, type TerminalPackages } from './terminal-packages.ts'

const sourceOf = ({ url }: PackageServer) => createHttpSource({ baseUrl: url, maxSilenceMs: 300 })

async function setUp(): Promise<{ city: City; server: PackageServer; terminal: TerminalPackages }> {
  const city = await foundCity()
  const server = await servePackages(city.packagesDir)
  const terminal = openTerminalPackages(city)
  expect((await terminal.store.refresh(sourceOf(server))).ok).toBe(true)
  server.asked.length = 0
  return { city, server, terminal }
}

describe('what is fetched', () => {
  it('[PK6] only changed unions', async () => {
    const { city, server, terminal } = await setUp()
    await publishNext(city)
    expect((await terminal.store.refresh(sourceOf(server))).ok).toBe(true)
    const targets = server.asked.map(({ path }) => path).filter((path) => path.startsWith('targets/'))
    expect(targets.map((path) => path.replace(/[0-9a-f]{64}\./, '')).sort()).toEqual([
      'targets/index.json',
      'targets/roster/901.shard',
      'targets/roster/902.shard',
      'targets/roster/manifest.json',
      'targets/roster/moved.index',
    ])
    expect(servedIssue(terminal)).toBe('B')
  })

  it('a heartbeat is one small file', async () => {
    const { city, server, terminal } = await setUp()
    city.now += 1000
    city.publish({ isHeartbeat: true })
    expect(await terminal.store.refresh(sourceOf(server))).toMatchObject({ value: { what: 'VOUCHED' } })
    expect(server.asked.map(({ path }) => path)).toEqual(['metadata/2.root.json', 'metadata/timestamp.json'])
    expect(terminal.store.floorAt()).toBe(city.now)
  })

  it('nothing new is said so', async () => {
    const { server, terminal } = await setUp()
    expect(await terminal.store.refresh(sourceOf(server))).toMatchObject({ value: { what: 'UNCHANGED' } })
  })
})

describe('a connection that breaks', () => {
  it('at any byte of a list is taken up where it broke', async () => {
    const { city, server, terminal } = await setUp()
    await publishNext(city)
    const { length } = readFileSync(targetFile(city, 'roster/902.shard'))
    server.misbehave(/902\.shard$/, { kind: 'CUT', afterBytes: 37 })
    let refusals = 0
    while (!(await terminal.store.refresh(sourceOf(server))).ok) {
      expect(terminal.store.status().problem?.kind).toBe('CUT_OFF')
      refusals += 1
    }
    expect(servedIssue(terminal)).toBe('B')
    expect(refusals).toBeGreaterThanOrEqual(Math.ceil(length / 37) - 1)
    // It went on from where it was, never from the start. A break may swallow what was under way.
    const starts = server.asked.filter(({ path }) => path.endsWith('902.shard')).map(({ from }) => from)
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    expect(new Set(starts).size).toBe(Math.ceil(length / 37))
  })

  it.each([0, 1, 50])('after %d bytes of every file', async (afterBytes) => {
    const { city, server, terminal } = await setUp()
    await publishNext(city)
    server.misbehave(/./, { kind: 'CUT', afterBytes })
    expect(await terminal.store.refresh(sourceOf(server))).toMatchObject({ error: { kind: 'CUT_OFF' } })
    server.behave()
    expect((await terminal.store.refresh(sourceOf(server))).ok).toBe(true)
    expect(servedIssue(terminal)).toBe('B')
  })

  it('is taken up also where the server knows no ranges', async () => {
    const { city, server, terminal } = await setUp()
    await publishNext(city)
    server.misbehave(/901\.shard$/, { kind: 'CUT', afterBytes: 100 })
    expect(await terminal.store.refresh(sourceOf(server))).toMatchObject({ error: { kind: 'CUT_OFF' } })
    server.behave()
    server.misbehave(/901\.shard$/, { kind: 'WITHOUT_RANGES' })
    expect((await terminal.store.refresh(sourceOf(server))).ok).toBe(true)
    expect(servedIssue(terminal)).toBe('B')
  })

  it('and a start that came from a liar is thrown away', async () => {
    const { city, server, terminal } = await setUp()
    await publishNext(city)
    server.misbehave(/901\.shard$/, { kind: 'BYTES', bytes: Buffer.alloc(100, 1) })
    expect(await terminal.store.refresh(sourceOf(server))).toMatchObject({ error: { kind: 'CUT_OFF' } })
    server.behave()
    expect((await terminal.store.refresh(sourceOf(server))).ok).toBe(true)
    expect(servedIssue(terminal)).toBe('B')
  })
})

describe('a server that misbehaves', () => {
  it.each([
    ['a body that never ends', /902\.shard$/, { kind: 'ENDLESS' }, 'TOO_LARGE'],
    ['a timestamp that never ends', /timestamp\.json$/, { kind: 'ENDLESS' }, 'TOO_LARGE'],
    ['a root that never ends', /2\.root\.json$/, { kind: 'ENDLESS' }, 'TOO_LARGE'],
    ['targets that never end', /targets\.json$/, { kind: 'ENDLESS' }, 'TOO_LARGE'],
    ['silence in the middle of a body', /902\.shard$/, { kind: 'SILENT' }, 'CUT_OFF'],
    ['an error', /./, { kind: 'STATUS', status: 503 }, 'UNREACHABLE'],
    ['an error for one list', /902\.shard$/, { kind: 'STATUS', status: 500 }, 'UNREACHABLE'],
    ['a list it does not have', /902\.shard$/, { kind: 'MISSING' }, 'MISSING_FILE'],
    ['nothing at all', /./, { kind: 'MISSING' }, 'NO_PACKAGES'],
    [
      'a page of a hotel network',
      /./,
      { kind: 'BYTES', bytes: Buffer.from('<html>Welcome</html>') },
      'UNREADABLE',
    ],
  ] as const)('%s', async (_what, path, how, kind) => {
    const { city, server, terminal } = await setUp()
    await publishNext(city)
    server.misbehave(path, how)
    expect(await terminal.store.refresh(sourceOf(server))).toMatchObject({ ok: false, error: { kind } })
    expect(servedIssue(terminal)).toBe('A')
    server.behave()
    expect((await terminal.store.refresh(sourceOf(server))).ok).toBe(true)
    expect(servedIssue(terminal)).toBe('B')
  })

  it('nobody there', async () => {
    const { terminal } = await setUp()
    const source = createHttpSource({ baseUrl: 'http://127.0.0.1:9/packages' })
    expect(await terminal.store.refresh(source)).toMatchObject({ error: { kind: 'UNREACHABLE' } })
    expect(servedIssue(terminal)).toBe('A')
  })
})

describe('progress', () => {
  it('is told in order, first and every later time', async () => {
    const city = await foundCity()
    const server = await servePackages(city.packagesDir)
    const terminal = openTerminalPackages(city)
    for (const issue of ['A', 'B'] as const) {
      if (issue === 'B') await publishNext(city)
      terminal.steps.length = 0
      expect((await terminal.store.refresh(sourceOf(server))).ok).toBe(true)
      const order = terminal.steps.map(({ step }) => step).filter((step, at, all) => all[at - 1] !== step)
      expect(order).toEqual(['METADATA', 'FILES', 'CHECKING'])
      const files = terminal.steps.filter(({ step }) => step === 'FILES')
      expect(files.map(({ done }) => done)).toEqual(files.map(({ done }) => done).toSorted((a, b) => a - b))
      expect(files.at(-1)?.done).toBe(files.at(-1)?.total)
      expect(terminal.store.status().progress).toBeNull()
    }
  })
})
