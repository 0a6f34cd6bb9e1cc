// The commands a city and a technician use: keys, publish, import. Real processes, results on stdout, exit 1 on refusal.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { issueA, publish as publishRoster } from '../roster/publish.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

function run(program: 'hub' | 'terminal', ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${program}/cli.ts`, ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

async function publishedHub(): Promise<string> {
  const data = temporaryFolder()
  await publishRoster(join(data, 'roster'), issueA.createdAt, issueA.lists)
  expect(run('hub', 'keys', 'make', '--data', data).status).toBe(0)
  expect(run('hub', 'publish', '--data', data).status).toBe(0)
  return data
}

function terminalFolder(settings: object = {}): string {
  const dir = temporaryFolder()
  const facility = { id: 'T1', name: '测试援助中心', nameEn: 'Test aid centre' }
  writeFileSync(join(dir, 'settings.json'), JSON.stringify({ facility, ...settings }))
  return dir
}

it('a city makes keys, publishes, beats and rotates', { timeout: 60_000 }, async () => {
  const data = temporaryFolder()
  await publishRoster(join(data, 'roster'), issueA.createdAt, issueA.lists)
  const early = run('hub', 'publish', '--data', data)
  expect(early).toMatchObject({ status: 1, stdout: '' })
  expect(early.stderr).toContain('hub keys make')

  const made = run('hub', 'keys', 'make', '--data', data)
  expect(made.status).toBe(0)
  expect(made.stdout.match(/offline[/\\]root-/g)).toHaveLength(3)
  expect(made.stdout).toContain('take these root keys off this machine')
  expect(run('hub', 'keys', 'make', '--data', data)).toMatchObject({ status: 1 })

  const published = JSON.parse(run('hub', 'publish', '--json', '--data', data).stdout)
  expect(published).toMatchObject({ ok: true, what: 'CONTENT', version: 1, roster: { members: 550 } })
  expect(JSON.parse(run('hub', 'publish', '--json', '--data', data).stdout)).toMatchObject({
    what: 'HEARTBEAT',
  })
  expect(run('hub', 'publish', '--heartbeat', '--data', data).stdout).toContain('a new timestamp')
  expect(run('hub', 'keys', 'rotate', 'timestamp', '--data', data).stdout).toContain('root 2')
  expect(run('hub', 'publish', '--data', data).status).toBe(0)

  mkdirSync(join(data, 'documents'))
  writeFileSync(join(data, 'documents', 'notices.json'), '{"format":"union-card-notices"}')
  const wrong = run('hub', 'publish', '--data', data)
  expect(wrong.status).toBe(1)
  expect(wrong.stderr).toContain('documents/notices.json: version')
})

it('a technician imports a stick, with or without the folder around it', { timeout: 60_000 }, async () => {
  const hub = await publishedHub()
  const terminal = terminalFolder()
  const untrusted = run('terminal', 'import', hub, '--data', terminal)
  expect(untrusted).toMatchObject({ status: 1, stdout: '' })
  expect(untrusted.stderr).toContain('trusted-root.json')

  cpSync(join(hub, 'packages', 'metadata', '1.root.json'), join(terminal, 'trusted-root.json'))
  const imported = run('terminal', 'import', hub, '--data', terminal, '--json')
  expect(JSON.parse(imported.stdout)).toMatchObject({
    what: 'SWITCHED',
    version: 1,
    roster: { members: 550 },
  })
  const again = run('terminal', 'import', join(hub, 'packages'), '--data', terminal)
  expect(again.stdout).toContain('数据包已是最新')

  expect(JSON.parse(run('terminal', 'status', '--json', '--data', terminal).stdout)).toMatchObject({
    packages: { version: 1, ageDays: 0 },
    roster: { status: 'READY', members: 550 },
  })
  expect(run('terminal', 'decide', '9010000001', '--data', terminal).stdout).toContain('甲*')
})

it('a stick that was altered is refused in both languages, and the roster stays', {
  timeout: 60_000,
}, async () => {
  const hub = await publishedHub()
  const terminal = terminalFolder()
  cpSync(join(hub, 'packages', 'metadata', '1.root.json'), join(terminal, 'trusted-root.json'))
  run('terminal', 'import', hub, '--data', terminal)
  const stick = temporaryFolder()
  cpSync(join(hub, 'packages'), stick, { recursive: true })
  await publishRoster(join(hub, 'roster'), '2026-08-01T00:00:00.000Z', issueA.lists.slice(0, 2))
  run('hub', 'publish', '--data', hub)
  expect(run('terminal', 'import', hub, '--data', terminal).status).toBe(0)
  const old = run('terminal', 'import', stick, '--data', terminal)
  expect(old.status).toBe(1)
  expect(old.stderr).toContain('OLDER: 数据包比当前旧，未导入 / The packages are older than the present ones')
  expect(old.stderr).toContain('现有数据包继续使用')
  const metadata = join(hub, 'packages', 'metadata')
  truncateSync(join(metadata, readdirSync(metadata).find((name) => name === 'timestamp.json') ?? ''), 20)
  expect(run('terminal', 'import', hub, '--data', terminal)).toMatchObject({ status: 1, stdout: '' })
  expect(run('terminal', 'decide', '9010000001', '--data', terminal).stdout).toContain('甲*')
})

it('an unsigned roster is taken only where that is allowed, and says so', { timeout: 60_000 }, async () => {
  const roster = temporaryFolder()
  await publishRoster(roster, issueA.createdAt, issueA.lists)
  const strict = run('terminal', 'import', roster, '--data', terminalFolder())
  expect(strict.status).toBe(1)
  expect(strict.stderr).toContain('UNSIGNED: 这个文件夹没有签名')
  for (const settings of [{ allowUnsigned: true }, { demo: true }]) {
    const allowed = run('terminal', 'import', roster, '--data', terminalFolder(settings))
    expect(allowed.status).toBe(0)
    expect(allowed.stderr).toContain('this roster is not signed; taken because of')
    expect(allowed.stdout).toContain('550 members')
  }
})
