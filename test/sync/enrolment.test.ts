// Enrolment as the terminal does it: by command, by scan, with a wrong clock; and what is kept of it. The hub is the real one.
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEVICE_KEY_FILE, deviceKeyOf, readOrCreateDeviceKey } from '../../terminal/sync/device-key.ts'
import { enrol, isEnrolmentText, parseEnrolmentCode } from '../../terminal/sync/enrolment.ts'
import { isEnrolled } from '../../terminal/sync/enrolment-files.ts'
import { createHttpHubClient } from '../../terminal/sync/http-hub-client.ts'
import { TERMINAL_VERSION } from '../../terminal/version.ts'
import { facility, ROOT_TEXT, type RunningServer, runServer } from '../hub-server/running-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { newPrivateKey } from './terminal-side.ts'

let server: RunningServer
beforeAll(async () => {
  server = await runServer()
  server.clock.now = Date.now()
})
afterAll(() => server.close())

const newCode = async () => (await server.office.enrol({ facility })).code

describe('a code', () => {
  it.each([
    ['ENROL:23456-789AB', '23456789AB'],
    ['enrol:23456789ab\r\n', '23456789AB'],
    ['23456 789AB', '23456789AB'],
    ['23456–789AB', '23456789AB'],
    ['ENROL:23456-789A', null],
    ['ENROL:0O1IL-00000', null],
    ['9010000123', null],
  ])('[EN7] %j', (text, code) => {
    expect(parseEnrolmentCode(text)).toBe(code)
  })

  it('[EN7] is told from a card by what stands in front', () => {
    for (const text of ['ENROL:23456-789AB', 'enrol:23456-789ab', ']C0ENROL:23456-789AB', '\rENROL:'])
      expect(isEnrolmentText(text)).toBe(true)
    for (const text of ['9010000123', ']C09010000123', 'https://example.org/ENROL:', '23456-789AB'])
      expect(isEnrolmentText(text)).toBe(false)
  })
})

describe('the device key', () => {
  it('[EN2] is made once, for its owner only, and is never replaced', () => {
    const path = join(temporaryFolder(), DEVICE_KEY_FILE)
    const { publicKey } = readOrCreateDeviceKey(path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readOrCreateDeviceKey(path).publicKey).toBe(publicKey)
    writeFileSync(path, 'not a key')
    expect(() => readOrCreateDeviceKey(path)).toThrow(/damaged/)
    expect(readFileSync(path, 'utf8')).toBe('not a key')
  })
})

it('[EN5] a terminal whose clock is wrong takes the hub time and enrols', async () => {
  const deps = {
    hub: createHttpHubClient({ hubUrl: server.address }),
    deviceKey: deviceKeyOf(newPrivateKey()),
    terminal: '01940000-0000-7000-8000-00000000a001',
    clock: { now: () => Date.parse('2009-01-01T00:00:00+08:00') },
    version: TERMINAL_VERSION,
  }
  expect(await enrol(deps, await newCode())).toMatchObject({ ok: true, value: { facility } })
})

describe('by command', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['terminal/cli.ts', ...args], { encoding: 'utf8' })

  it('[EN1] [EN3] enrols once with a code, keeps what it got, and again with another keeps its identity', async () => {
    const data = temporaryFolder()
    const code = await newCode()
    const enrolIt = (with_: string) =>
      runLater('enrol', with_, '--hub', server.address, '--data', data, '--json')
    const first = await enrolIt(code)
    expect(first).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(first.stdout)).toMatchObject({ facility })
    expect(isEnrolled(data)).toBe(true)
    expect(readFileSync(join(data, 'trusted-root.json'), 'utf8')).toBe(ROOT_TEXT)
    expect(JSON.parse(readFileSync(join(data, 'settings.json'), 'utf8'))).toMatchObject({
      facility,
      hub: { url: server.address },
    })
    const again = await enrolIt(code)
    expect(again.status).toBe(1)
    expect(again.stderr).toContain('does not know this code')
    const renewed = await enrolIt(await newCode())
    expect(JSON.parse(renewed.stdout).terminal).toBe(JSON.parse(first.stdout).terminal)
  })

  it('says what is wrong, and leaves no half enrolment', async () => {
    const data = temporaryFolder()
    expect(run('enrol', 'NOT-A-CODE', '--hub', server.address, '--data', data).stderr).toContain(
      'not an enrolment code',
    )
    expect(run('enrol', '23456-789AB', '--hub', 'http://hub.example/', '--data', data).stderr).toContain(
      'https://',
    )
    const silent = run('enrol', '23456-789AB', '--hub', 'http://127.0.0.1:9', '--data', data)
    expect(silent).toMatchObject({ status: 1, stdout: '' })
    expect(silent.stderr).toContain('does not answer')
    expect(isEnrolled(data)).toBe(false)
  })
})

/** The hub answers in this process, so this process must not stand still. */
async function runLater(
  ...args: string[]
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const { spawn } = await import('node:child_process')
  const child = spawn(process.execPath, ['terminal/cli.ts', ...args])
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (text) => {
    stdout += text
  })
  child.stderr.on('data', (text) => {
    stderr += text
  })
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { status, stdout, stderr }
}

it('the version that is reported is that of the package', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(TERMINAL_VERSION)
})
