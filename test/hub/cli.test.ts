// The hub's commands as programs see them: results on stdout, messages on stderr, exit codes.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'

const cli = fileURLToPath(new URL('../../hub/cli.ts', import.meta.url))

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'hub-cli-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

describe('hub demo-data', () => {
  it('prints one line of JSON and reports its progress apart', async () => {
    const data = folder()
    const order = ['--members', '1000', '--seed', '1', '--as-of', '2026-11-24', '--data', data]
    const { code, stdout, stderr } = await run('demo-data', ...order, '--json')
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(stdout)).toMatchObject({ members: 1000, unions: 117, asOf: '2026-11-24' })
    expect(stderr).toContain('1,000 of 1,000 members')
    expect(JSON.parse(readFileSync(join(data, 'demo-cards.json'), 'utf8'))[0]).toMatchObject({ id: 'valid' })
  })

  it.each([
    ['--members', 'many', '--seed', '1'],
    ['--members', '10', '--seed', '1'],
    ['--members', '1000', '--seed', '1', '--as-of', '2026-02-30'],
    ['--members', '1000'],
  ])('refuses %s %s %s %s', async (...args) => {
    const { code, stdout, stderr } = await run('demo-data', ...args)
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).not.toBe('')
  })
})

describe('hub import-roster', () => {
  it('imports the good rows and says so', async () => {
    const data = folder()
    const csv = join(data, 'list.csv')
    writeFileSync(csv, '会员编号,姓名,办卡日期\n9010000001,王小明,2024-05-20\n901,李明,2024-05-20\n')
    const order = [csv, '--union', '901', '--name', '演示甲工会', '--as-of', '2026-07-05', '--data', data]
    const text = await run('import-roster', ...order)
    expect(text.code).toBe(0)
    expect(text.stdout).toContain('1 accepted, 1 rejected')
    expect(text.stdout).toContain('line 3 BAD_NUMBER number')
    expect(text.stdout + text.stderr).not.toMatch(/小明|李明|9010000001/)
    const json = await run('import-roster', ...order, '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, rows: 1, report: { rejected: 1 } })
  })

  it('exits with 1 when nothing can be imported', async () => {
    const data = folder()
    const order = [join(data, 'none.csv'), '--union', '901', '--name', '演示甲工会', '--data', data]
    const text = await run('import-roster', ...order)
    expect(text).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('UNREADABLE') })
    const json = await run('import-roster', ...order, '--json')
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toEqual({ ok: false, kind: 'UNREADABLE', detail: 'ENOENT' })
  })
})
