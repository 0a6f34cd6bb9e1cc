// The stories of the guest (test/hardware/guest) on a real kernel with virtual devices. Wants HARDWARE_LAB=1 and test/hardware/setup.sh.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const cache =
  process.env.LAB_CACHE ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'card-terminal-hardware-lab')

/** Null: it can run. */
function missing(): string | null {
  if (process.env.HARDWARE_LAB !== '1') return 'HARDWARE_LAB=1 is not set'
  if (!existsSync(join(cache, 'vmlinuz')) || !existsSync(join(cache, 'initramfs.cpio.gz')))
    return 'test/hardware/setup.sh has not run'
  try {
    execFileSync('qemu-system-x86_64', ['--version'], { stdio: 'ignore' })
  } catch {
    return 'QEMU is not installed'
  }
  return null
}

const reason = missing()
if (reason) process.stderr.write(`the hardware lab is skipped: ${reason}\n`)

interface GuestResults {
  readonly numPassedTests: number
  readonly numTotalTests: number
  readonly testResults: readonly {
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

describe.skipIf(reason !== null)('the hardware lab', () => {
  it('every story of the guest comes true', { timeout: 600_000 }, async () => {
    const out = mkdtempSync(join(tmpdir(), 'hardware-lab-'))
    const vitest = `'${process.execPath}' node_modules/vitest/vitest.mjs run --config test/hardware/guest.config.ts`
    const command = `export CI=1 NO_COLOR=1; cd '${process.cwd()}' && ${vitest} --reporter=verbose --reporter=json --outputFile.json=/mnt/results.json`
    const guest = spawn('test/hardware/run-in-guest.sh', [command], {
      env: { ...process.env, OUT: out, TIMEOUT_S: '580' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [guest.stdout, guest.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    const [code] = (await once(guest, 'close')) as [number | null]
    if (!existsSync(join(out, 'results.json')))
      throw new Error(`the guest ended with ${code}:\n${said.slice(-4000)}`)
    const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as GuestResults
    rmSync(out, { recursive: true })
    const failed = results.testResults.flatMap(({ message, assertionResults }) => [
      ...(message ? [message] : []),
      ...assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages = [] }) => [fullName, ...failureMessages].join('\n')),
    ])
    expect(failed).toEqual([])
    // A guest that found no stories proves nothing.
    expect(results.numPassedTests).toBeGreaterThanOrEqual(20)
    expect([code, results.numPassedTests]).toEqual([0, results.numTotalTests])
  })
})
