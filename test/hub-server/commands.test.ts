// The hub's commands as people and programs call them, with the hub running and without.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptFolder } from '../support/temporary-folder.ts'
import { createChainOfVisits } from './chain-of-visits.ts'
import { type HubProcess, runHubCommand, startHub } from './hub-process.ts'

const SLOW_MS = 120_000
const folder = keptFolder()
const data = join(folder.path, 'hub')
afterAll(() => folder.remove())
// Most is asked of the hub that runs, which answers at once; without it every command opens the database first.
let running: HubProcess
beforeAll(async () => {
  running = await startHub(data)
}, SLOW_MS)
afterAll(() => running.kill())

const hub = (...args: string[]) => runHubCommand(...args, '--data', data)
const json = async (...args: string[]) => JSON.parse((await hub(...args, '--json')).stdout)
const enrolArgs = ['enrol', '--facility', 'AID-01', '--name', '测试援助中心', '--name-en', 'Test aid centre']

function exported(chain: ReturnType<typeof createChainOfVisits>, name: string): string {
  const path = join(folder.path, name)
  const text = chain
    .events()
    .map((event) => `${JSON.stringify(event)}\n`)
    .join('')
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

describe('hub import-visits', () => {
  it('[OB8] files an export once, however often it is imported, and `hub verify` says complete', async () => {
    const chain = createChainOfVisits(randomUUID())
    for (let n = 0; n < 600; n++) chain.serve(`9010000${String(n).padStart(3, '0')}`, 'POLICY')
    const file = exported(chain, 'visits.ndjson.gz')
    expect(await json('import-visits', file)).toEqual({
      ...{ accepted: 1200, duplicate: 0, notJson: 0, quarantined: [], terminals: [chain.terminal] },
    })
    expect(await json('import-visits', file)).toMatchObject({ accepted: 0, duplicate: 1200 })
    const verified = await hub('verify', chain.terminal)
    expect(verified.stdout).toContain('完整 / complete')
    expect(verified.code).toBe(0)
  })

  it('[OB8] what cannot be filed from a file is kept apart and does not count as received', async () => {
    const chain = createChainOfVisits(randomUUID())
    chain.serve('9010000001', 'POLICY')
    const [first, second] = chain.events()
    const path = join(folder.path, 'damaged.ndjson')
    const lines = [JSON.stringify(first), JSON.stringify({ ...second, data: {} }), '{"half', 'null', '']
    writeFileSync(path, lines.join('\r\n'))
    const imported = await json('import-visits', path)
    expect(imported).toMatchObject({ accepted: 1, notJson: 1 })
    expect(imported.quarantined).toHaveLength(3)
    expect(await json('import-visits', path)).toMatchObject({ accepted: 0, duplicate: 1 })
    const verified = await hub('verify', chain.terminal, '--json')
    expect(JSON.parse(verified.stdout)).toMatchObject({ isComplete: false, ackSeq: 1 })
    expect(verified.code).toBe(1)
    // The terminal itself still has the good one.
    await json('import-visits', exported(chain, 'good.ndjson'))
    expect((await json('verify', chain.terminal)).ackSeq).toBe(2)
  })

  it('says so when a file is not there or breaks off', async () => {
    expect((await hub('import-visits', join(folder.path, 'none.ndjson'))).code).toBe(1)
    const path = join(folder.path, 'cut.gz')
    writeFileSync(path, gzipSync('x'.repeat(1000)).subarray(0, 20))
    const cut = await hub('import-visits', path)
    expect([cut.code, cut.stdout]).toEqual([1, ''])
    expect(cut.stderr).toContain('文件无法读取')
  })
})

describe('hub report', () => {
  it('writes the same bytes twice, and closes a month for good', async () => {
    const path = join(folder.path, 'july.csv')
    const first = await hub('report', '--month', '2026-07', '--csv', path)
    const csv = readFileSync(path)
    const second = await hub('report', '--month', '2026-07', '--csv', path)
    expect(second.stdout).toBe(first.stdout)
    expect(readFileSync(path).equals(csv)).toBe(true)
    expect(csv.toString()).toContain('政策咨询,')
    expect((await hub('report', '--month', '2026-06', '--lock')).stdout).toContain('已封账 / closed')
    const again = await hub('report', '--month', '2026-06', '--lock')
    expect(again.stderr).toContain('此前已封账')
    expect((await hub('report', '--month', '2099-01', '--lock')).code).toBe(1)
    expect((await hub('report', '--month', '2026-13')).code).toBe(1)
  })
})

describe('hub enrol and hub revoke', () => {
  it('[EN7] prints a code and its barcode text', async () => {
    const issued = await json(...enrolArgs)
    expect(issued.barcodeText).toBe(`ENROL:${issued.code.replace('-', '')}`)
    const { stdout } = await hub(...enrolArgs)
    expect(stdout).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}\nbarcode: ENROL:[2-9A-Z]{10}\n/)
  })

  it('says what is wrong', async () => {
    expect((await hub('enrol', '--facility', 'no spaces', '--name', 'n', '--name-en', 'n')).code).toBe(1)
    expect((await hub('revoke', randomUUID())).code).toBe(1)
    expect((await hub('verify', randomUUID())).code).toBe(1)
  })
})

it(
  'does the same without a running hub, which keeps its database to itself while it runs',
  async () => {
    const chain = createChainOfVisits(randomUUID())
    for (let n = 0; n < 10; n++) chain.serve('9010000001', 'LEGAL')
    const file = exported(chain, 'either.ndjson')
    expect(await json('import-visits', file)).toMatchObject({ accepted: 20 })
    const path = join(folder.path, 'running.csv')
    await hub('report', '--month', '2026-07', '--csv', path)
    const csv = readFileSync(path)
    const second = await hub('serve', '--port', '0')
    expect([second.code, second.stdout]).toEqual([1, ''])
    expect(second.stderr).toContain('another hub command has the database open')

    expect(await running.stop()).toBe(0)
    expect(existsSync(join(data, 'hub.address'))).toBe(false)
    expect(running.stderr()).not.toMatch(/9010000001|测试/)
    expect(await json('import-visits', file)).toMatchObject({ accepted: 0, duplicate: 20 })
    expect((await hub('verify', chain.terminal)).code).toBe(0)
    expect((await json(...enrolArgs)).code).toMatch(/^.{5}-.{5}$/)
    await hub('report', '--month', '2026-07', '--csv', path)
    expect(readFileSync(path).equals(csv)).toBe(true)
  },
  SLOW_MS,
)

it.skipIf(process.platform === 'win32')('keeps its keys for its owner only', () => {
  for (const name of ['hub.key', 'admin-token']) expect(statSync(join(data, name)).mode & 0o077, name).toBe(0)
})
