// The power goes, at any moment between scan and screen: nothing that was shown is lost. Kills the real process, round after round.
import { randomInt, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { TerminalState } from '../../shared/bridge/state.ts'
import { findChainBreak } from '../../shared/visit/visit-chain.ts'
import { readOrCreateKey } from '../../terminal/journal/key-file.ts'
import { sha256 } from '../../terminal/journal/sha256.ts'
import { openSqliteJournal } from '../../terminal/journal/sqlite-journal.ts'
import { makeLiveDataFolder } from '../host/support/live-data-folder.ts'
import { type ConnectedScreen, connectScreen, runTerminal } from '../support/running-terminal.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** 5 on a developer's machine; CI asks for 50. */
const rounds = Number(process.env.KILL_ROUNDS ?? 5)

test(`kill -9 loses nothing that was shown (${rounds} rounds)`, { timeout: rounds * 15_000 }, async () => {
  const dataDir = makeLiveDataFolder(temporaryFolder())
  const shown = new Set<string>()
  for (let round = 0; round < rounds; round += 1) {
    const terminal = await runTerminal(dataDir)
    if (!('url' in terminal)) throw new Error(`did not start: ${terminal.stderr}`)
    const screen = await connectScreen(terminal.url)
    const before = shown.size
    screen.onState((state) => collect(state, shown))
    const scanning = new AbortController()
    const scans = keepScanning(screen, scanning.signal)
    // A round in which nothing was shown proves nothing. After that the desk goes on at full speed, so the cut falls anywhere.
    await expect.poll(() => shown.size, { interval: 1, timeout: 10_000 }).toBeGreaterThan(before)
    await pause(randomInt(0, 150))
    await terminal.kill()
    scanning.abort()
    await scans
    expectOnDisk(dataDir, shown)
  }
})

/** A hurried desk: card, service, next card, without waiting for anything. */
async function keepScanning(screen: ConnectedScreen, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    const text = `901${randomInt(0, 10_000_000).toString().padStart(7, '0')}`
    screen.send('scan', { scanId: randomUUID(), text, agoMs: 0, source: 'wedge' })
    screen.send('recordService', { service: 'POLICY' })
    await pause(2)
  }
}

function collect({ screen }: TerminalState, shown: Set<string>): void {
  if (screen.kind === 'result') shown.add(screen.checkId)
  if (screen.kind === 'result' || screen.kind === 'noCard') {
    for (const { visitId } of screen.services) shown.add(visitId)
  }
}

function expectOnDisk(dataDir: string, shown: ReadonlySet<string>): void {
  const path = join(dataDir, 'journal.db')
  const key = readOrCreateKey(join(dataDir, 'journal.key'), false)
  const journal = openSqliteJournal({ path, key, newId: randomUUID })
  try {
    const visits = [...journal.all()]
    expect(findChainBreak(visits, sha256)).toBeNull()
    const onDisk = new Set(visits.map(({ id }) => id))
    expect([...shown].filter((id) => !onDisk.has(id))).toEqual([])
  } finally {
    journal.close()
  }
}
