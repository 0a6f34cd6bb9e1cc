// The July switch while scanning: every list of a city's roster changes, and decisions must not feel it. A scanner in a thread of its
// own presents a card every few milliseconds; measured is from the moment the scan is there to the moment its visit is on the disk.
//   node test/bench/july-switch.ts [--members 1000000] [--every-ms 8]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { v7 as newId } from 'uuid'
import { makeDemoRoster } from '../../hub/demo/make-demo-roster.ts'
import { makeKeys } from '../../hub/publish/make-keys.ts'
import { publishPackages } from '../../hub/publish/publish.ts'
import type { MemberNumber } from '../../shared/card/member-number.ts'
import { day, instantOfDay } from '../../shared/core/day.ts'
import { plan2014 } from '../../shared/registration/plans.ts'
import { parseManifest } from '../../shared/roster/manifest.ts'
import { openShard } from '../../shared/roster/open-shard.ts'
import { judgeCard } from '../../terminal/counter/judge.ts'
import { openSqliteJournal } from '../../terminal/journal/sqlite-journal.ts'
import { createFolderSource } from '../../terminal/packages/folder-source.ts'
import { openPackageStore } from '../../terminal/packages/package-store.ts'
import { unpackNow } from '../../terminal/roster/unpack-file.ts'
import { spreadOf } from './measure.ts'

const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '1000000' },
    'every-ms': { type: 'string', default: '8' },
    'idle-s': { type: 'string', default: '12' },
  },
})
const JUNE = day('2026-06-30')
const JULY = day('2026-07-06')
const now = instantOfDay(JULY) + 9 * 3_600_000

const work = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'bench-july-'))
try {
  await measure()
} finally {
  rmSync(work, { recursive: true, force: true })
}

async function measure(): Promise<void> {
  const dataDir = join(work, 'hub')
  const keysDir = join(work, 'keys')
  const publish = async (asOf: typeof JUNE, at: number) => {
    await makeDemoRoster({ dir: dataDir, members: Number(values.members), seed: 7, asOf })
    const published = publishPackages({ dataDir, keysDir, now: at })
    if (!published.ok) throw new Error(published.error.kind)
    return published.value
  }
  makeKeys({ dataDir, keysDir, now: now - 1000 })
  await publish(JUNE, now - 1000)
  const packagesDir = join(dataDir, 'packages')
  const store = openPackageStore({
    dir: join(work, 'terminal'),
    trustedRoot: readFileSync(join(packagesDir, 'metadata', '1.root.json')),
    now: () => now,
    maxCachedRawBytes: 96 * 1024 * 1024,
  })
  const source = createFolderSource(packagesDir)
  const first = await store.refresh(source)
  if (!first.ok) throw new Error(first.error.kind)
  const { newFiles, newBytes } = await publish(JULY, now)
  say('members', (store.roster.summary().members ?? 0).toLocaleString('en'))
  say('files that change, bytes', `${newFiles}, ${newBytes.toLocaleString('en')}`)

  const numbers = sampleNumbers(join(dataDir, 'roster'))
  const journal = openSqliteJournal({ path: join(work, 'journal.db'), key: Buffer.alloc(32, 1), newId })
  const answers: number[] = []
  const records: number[] = []
  const scanner = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads')
     setInterval(() => parentPort.postMessage(performance.timeOrigin + performance.now()), workerData)`,
    { eval: true, workerData: Number(values['every-ms']) },
  )
  let scans = 0
  scanner.on('message', (scannedAt: number) => {
    const number = numbers[(scans * 7919) % numbers.length] as MemberNumber
    scans += 1
    const { facts } = judgeCard({ roster: store.roster, plan: plan2014, julyGraceDays: 0 }, number, now)
    answers.push(performance.timeOrigin + performance.now() - scannedAt)
    const written = journal.append({
      id: newId(),
      terminal: journal.terminal,
      facility: 'BENCH',
      at: new Date(now).toISOString(),
      on: JULY,
      clock: 'OK',
      body: { kind: 'check', scanId: newId(), source: 'virtual', readTwice: false, ...facts },
    })
    if (!written.ok) throw new Error(written.error)
    records.push(performance.timeOrigin + performance.now() - scannedAt)
  })
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const phase = () => ({ answers: answers.splice(0), records: records.splice(0) })

  await wait(3000)
  phase()
  await wait(Number(values['idle-s']) * 1000)
  const idle = phase()
  const startedAt = performance.now()
  const switched = await store.refresh(source)
  const switchMs = performance.now() - startedAt
  if (!switched.ok) throw new Error(switched.error.detail)
  // The first scans after the switch open the new lists.
  await wait(2000)
  const during = phase()
  await wait(Number(values['idle-s']) * 1000)
  const after = phase()
  await scanner.terminate()
  journal.close()

  say('the switch took', `${Math.round(switchMs)} ms, ${during.records.length} scans in it and in 2 s after`)
  for (const [what, key] of [
    ['scan to answer', 'answers'],
    ['scan to visit on the disk', 'records'],
  ] as const) {
    // What is idle is measured before and after: the machine is not the same from minute to minute.
    const quiet = spreadOf([...idle[key], ...after[key]])
    const busy = spreadOf(during[key])
    say(`${what}: idle`, `median ${ms(quiet.median)}, p99 ${ms(quiet.p99)}`)
    say(
      `${what}: switching`,
      `median ${ms(busy.median)}, p99 ${ms(busy.p99)}, longest ${ms(Math.max(...during[key]))}`,
    )
    say(`${what}: ratio of p99`, `${(busy.p99 / quiet.p99).toFixed(2)} (aim: at most 2)`)
  }
}

function sampleNumbers(rosterDir: string): string[] {
  const manifest = parseManifest(readFileSync(join(rosterDir, 'manifest.json')))
  if (!manifest.ok) throw new Error(manifest.error.detail)
  const numbers: string[] = []
  for (const union of manifest.value.unions) {
    const raw = unpackNow(readFileSync(join(rosterDir, 'files', union.sha256)), union)
    const shard = raw.ok ? openShard(raw.value) : raw
    if (!shard.ok) throw new Error(shard.error.detail)
    let seen = 0
    for (const prefix of shard.value.numbers.prefixes)
      shard.value.numbers.eachOf(prefix, (serial) => {
        if (seen++ % 97 === 0) numbers.push(prefix + String(serial).padStart(7, '0'))
      })
  }
  return numbers
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`
}

function say(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(40)} ${value}\n`)
}
