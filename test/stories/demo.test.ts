// The demo as somebody meets it who has just installed the program: every sample card shows its state, the clock and the scanner obey.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoState, Screen } from '../../shared/bridge/state.ts'
import { silentLog } from '../../terminal/log.ts'
import { openTerminal } from '../../terminal/open-terminal.ts'
import type { Terminal } from '../../terminal/terminal.ts'
import { demoCardIds } from '../support/demo-card-ids.ts'
import { keptFolder } from '../support/temporary-folder.ts'

interface SampleCard {
  readonly id: string
  readonly text: string
  readonly expects: {
    card?: string
    protection?: string
    flag?: string
    refused?: string
    readTwice?: boolean
  }
}

const folder = keptFolder()
let terminal: Terminal
let cards: readonly SampleCard[]

beforeAll(async () => {
  const opened = await openTerminal({ dataDir: folder.path, log: silentLog, onProgress: () => {} })
  if (!opened.ok) throw new Error(opened.error.kind)
  terminal = opened.value
  cards = JSON.parse(readFileSync(join(folder.path, 'demo', 'hub', 'demo-cards.json'), 'utf8'))
})

afterAll(async () => {
  await terminal.close()
  folder.remove()
})

async function call(method: string, params: unknown): Promise<unknown> {
  const result = await terminal.call(method, params)
  if (!result.ok) throw new Error(`${method}: ${result.error}`)
  return result.value
}

async function scanned(cardId: string): Promise<Screen> {
  await call('clear', {})
  await call('demoScan', { cardId })
  return terminal.state().screen
}

const demo = (): DemoState => terminal.state().demo ?? expect.fail('no demo')
const dayOf = (id: string) => demo().days.find((one) => one.id === id)?.on

describe('the sample cards', () => {
  it('are all in the dock, each with a barcode', async () => {
    expect(demo().cards).toEqual(demoCardIds)
    const codes = (await call('demoCodes', {})) as { id: string; codeSvg: string }[]
    expect(codes.map(({ id }) => id)).toEqual(demoCardIds)
    for (const { codeSvg } of codes) expect(codeSvg).toMatch(/^<svg [\s\S]*<\/svg>\s*$/)
  })

  it.each(demoCardIds)('%s shows what it is a sample of', async (id) => {
    const { card, protection, flag, refused } = cards.find((one) => one.id === id)?.expects ?? {}
    const screen = await scanned(id)
    if (refused) {
      expect(screen).toMatchObject({ kind: 'refusal', code: refused })
      return
    }
    expect(screen).toMatchObject({
      kind: 'result',
      readTwice: id === 'readTwice',
      verdict: { kind: 'answer', card, ...(protection ? { protection: { protection } } : {}) },
    })
    if (flag) expect(screen).toHaveProperty('verdict.flags', expect.arrayContaining([flag]))
  })

  it('moved shows both unions, rareName a name outside the basic plane', async () => {
    const moved = await scanned('moved')
    expect(moved).toMatchObject({ person: { union: expect.anything(), printedUnion: expect.anything() } })
    const rare = await scanned('rareName')
    const name = rare.kind === 'result' ? (rare.person.maskedName ?? '') : ''
    expect(name.codePointAt(0)).toBeGreaterThan(0xffff)
  })
})

describe('the clock', () => {
  it('of 30 June reminds, of 1 July does not know, before the roster does not judge', async () => {
    await call('demoSetDay', { on: dayOf('lastDay') })
    expect(await scanned('valid')).toMatchObject({ verdict: { card: 'VALID', reminder: 'LAST_DAY' } })
    await call('demoSetDay', { on: dayOf('julyFirst') })
    expect(terminal.state()).toMatchObject({ today: dayOf('julyFirst'), screen: { kind: 'idle' } })
    expect(await scanned('valid')).toMatchObject({
      verdict: { card: 'UNCONFIRMED', protection: { protection: 'UNCONFIRMED' } },
    })
    await call('demoSetDay', { on: dayOf('beforeRoster') })
    expect(await scanned('valid')).toMatchObject({
      verdict: { kind: 'notJudged', why: 'CLOCK_BEFORE_ROSTER' },
    })
    await call('demoSetDay', { on: null })
    expect(await scanned('valid')).toMatchObject({ verdict: { card: 'VALID' } })
  })
})

describe('the virtual scanner', () => {
  it('shows when it is unplugged, and reads nothing then', async () => {
    const light = () => terminal.state().scanners.find(({ source }) => source === 'virtual')?.status
    expect(light()).toBe('ready')
    await call('demoPlug', { plugged: false })
    expect(light()).toBe('disconnected')
    expect(await terminal.call('demoScan', { cardId: 'valid' })).toEqual({ ok: false, error: 'REFUSED' })
    await call('demoPlug', { plugged: true })
    expect(light()).toBe('ready')
    expect((await scanned('valid')).kind).toBe('result')
  })
})

describe('the hub of the demo', () => {
  const state = () => terminal.state()

  it('is joined by itself, takes the visits, and gives the signed packages', {
    timeout: 60_000,
  }, async () => {
    await expect.poll(() => state().network, { timeout: 40_000 }).toBe('ONLINE')
    await expect.poll(() => state().queued, { timeout: 10_000 }).toBe(0)
    await expect.poll(() => state().packages?.version, { timeout: 20_000 }).toBe(1)
    expect((await scanned('valid')).kind).toBe('result')
  })

  it('cut off changes nothing at the counter but the light and the queue; back again it gets everything', {
    timeout: 90_000,
  }, async () => {
    await call('demoHub', { running: false })
    await expect.poll(() => state().demo?.hub, { timeout: 10_000 }).toBe('STOPPED')
    expect(await scanned('valid')).toMatchObject({ kind: 'result', verdict: { card: 'VALID' } })
    await call('recordService', { service: 'POLICY' })
    await expect.poll(() => state().network, { timeout: 20_000 }).toBe('OFFLINE')
    expect(state().queued).toBeGreaterThanOrEqual(2)

    await call('demoHub', { running: true })
    await expect.poll(() => state().queued, { timeout: 60_000 }).toBe(0)
    expect(state().network).toBe('ONLINE')
    const hub = ['hub/cli.ts', 'verify', terminalId(), '--data', join(folder.path, 'demo', 'hub'), '--json']
    const verified = JSON.parse(execFileSync(process.execPath, hub, { encoding: 'utf8' }))
    expect(verified).toMatchObject({ isComplete: true })
  })
})

/** The terminal's identity, as its journal has it. */
function terminalId(): string {
  const db = new Database(join(folder.path, 'demo', 'journal.db'), { readonly: true })
  const { terminal: id } =
    db.prepare<[], { terminal: string }>('SELECT terminal FROM identity').get() ?? expect.fail()
  db.close()
  return id
}
