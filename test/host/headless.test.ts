// The real headless terminal as a process: starts, prints its address, stops when asked, and says why when it cannot.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeLiveDataFolder } from './support/live-data-folder.ts'

let dir: string
const running = new Set<ChildProcess>()

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'headless-'))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
  rmSync(dir, { recursive: true, force: true })
})

it('prints its address alone on stdout, serves, and ends cleanly on SIGTERM', async () => {
  const terminal = run(makeLiveDataFolder(join(dir, 'data')))
  const address = await terminal.address
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/)
  expect((await fetch(address, { redirect: 'manual' })).status).toBe(303)
  terminal.child.kill('SIGTERM')
  expect(await terminal.ended).toEqual({ code: 0, stdout: `${address}\n`, stderr: terminal.stderr() })
  expect(logOf(join(dir, 'data'))).toContain('root.stopping')
})

it('can be started again after it was killed', async () => {
  const data = makeLiveDataFolder(join(dir, 'data'))
  const first = run(data)
  await first.address
  first.child.kill('SIGKILL')
  await first.ended
  const second = run(data)
  expect(await second.address).toContain('token=')
})

it('refuses to start a second time over the same folder, in a sentence, and the first goes on', async () => {
  const data = makeLiveDataFolder(join(dir, 'data'))
  const first = run(data)
  const address = await first.address
  const second = await run(data).ended
  expect(second).toMatchObject({ code: 1, stdout: '' })
  expect(second.stderr).toBe(
    '终端已在运行，请使用已打开的窗口 / The terminal is already running; please use the open window\n',
  )
  expect((await fetch(address, { redirect: 'manual' })).status).toBe(303)
})

it('says that the data folder cannot be used', async () => {
  writeFileSync(join(dir, 'data'), 'a file where the folder should be')
  const { code, stdout, stderr } = await run(join(dir, 'data')).ended
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^数据文件夹不能使用，请联系管理员 \/ The data folder cannot be used/)
})

it('ends at once when a bug reaches the root, and tells nobody what was near it', async () => {
  const data = makeLiveDataFolder(join(dir, 'data'))
  const { code, stderr } = await run(data, 'breaks').ended
  expect(code).toBe(1)
  expect(stderr).toContain('终端因程序错误停止')
  expect(logOf(data)).toContain('root.crashed')
  expect(stderr + logOf(data)).not.toContain('9010000123')
})

function run(dataDir: string, ...more: string[]) {
  const script = fileURLToPath(new URL('support/run-headless.ts', import.meta.url))
  const child = spawn(process.execPath, [script, dataDir, join(dir, 'page'), ...more])
  running.add(child)
  let stdout = ''
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const address = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      if (stdout.endsWith('\n')) resolve(stdout.trimEnd())
    })
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }))
  const early = ended.then((end) => Promise.reject(new Error(`ended before its address: ${end.stderr}`)))
  const addressOrEnd = Promise.race([address, early])
  addressOrEnd.catch(() => {})
  return { child, address: addressOrEnd, ended, stderr: () => stderr }
}

function logOf(dataDir: string): string {
  return readFileSync(join(dataDir, 'log', 'terminal.log'), 'utf8')
}
