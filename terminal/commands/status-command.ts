// `terminal status`: what a technician asks first: roster, journal, chain. Reads beside a running terminal.
import type { Command } from 'commander'
import { dayOfInstant, daysBetween } from '../../shared/core/day.ts'
import { type ChainBreak, findChainBreak } from '../../shared/visit/visit-chain.ts'
import { countServices } from '../counter/today.ts'
import { sha256 } from '../journal/sha256.ts'
import {
  type DataFolder,
  type DataOption,
  dataFolderOf,
  fail,
  print,
  withDataOption,
} from './command-context.ts'
import { journalOf } from './journal-of.ts'
import { packagesOf, rosterOf } from './roster-of.ts'

interface JournalStatus {
  readonly visits: number
  readonly servicesToday: number
  /** Not acknowledged by the hub. */
  readonly queued: number
  /** Places of events that cannot pass (OB4). */
  readonly heldOut: readonly number[]
  readonly chain: ChainBreak | 'UNBROKEN'
}

export function addStatusCommand(program: Command): void {
  withDataOption(program.command('status'))
    .description('roster, journal and its chain')
    .option('--json', 'for programs')
    .action(status)
}

function status(options: DataOption & { readonly json?: boolean }): void {
  const folder = dataFolderOf(options)
  if (!folder) return
  const roster = rosterOf(folder).summary()
  const packages = packagesStatus(folder)
  let journal: JournalStatus | null
  try {
    journal = journalStatus(folder)
  } catch (error) {
    fail(`journal cannot be read: ${error instanceof Error ? error.message : 'unknown'}`)
    return
  }
  const hub = folder.settings.hub?.url ?? null
  const mode = folder.settings.demo ? 'demo' : 'live'
  if (options.json) print(JSON.stringify({ mode, hub, packages, roster, journal }))
  else {
    print(`mode: ${mode}`)
    print(`hub: ${hub ?? 'none'}`)
    if (packages)
      print(
        `packages: version ${packages.version}, signed on ${packages.signedOn}, ${packages.ageDays} days ago`,
      )
    print(
      `roster: ${roster.status}, ${roster.members} members, lists as of ${roster.oldestAsOf} … ${roster.newestAsOf}`,
    )
    if (!journal) print('journal: none yet')
    else {
      const { chain } = journal
      const unbroken = chain === 'UNBROKEN' ? 'chain unbroken' : `chain broken: ${chain.kind} at ${chain.seq}`
      print(`journal: ${journal.visits} visits, ${journal.servicesToday} services today, ${unbroken}`)
      print(`queue: ${journal.queued} visits no hub has acknowledged, ${journal.heldOut.length} held out`)
    }
  }
  if (journal && journal.chain !== 'UNBROKEN') process.exitCode = 1
}

/** Null: no signed packages on this terminal. */
function packagesStatus(folder: DataFolder) {
  const set = packagesOf(folder)?.status().set
  if (!set) return null
  const { version, signedOn } = set
  return { version, signedOn, ageDays: daysBetween(signedOn, dayOfInstant(Date.now())) }
}

function journalStatus({ dir }: DataFolder): JournalStatus | null {
  const journal = journalOf(dir)
  if (!journal) return null
  try {
    return {
      visits: journal.lastSeq(),
      queued: Math.max(0, journal.lastSeq() - journal.marks.ackSeq()),
      heldOut: journal.marks.heldOut().map(({ seq }) => seq),
      servicesToday: countServices(journal.visitsOn(dayOfInstant(Date.now()))),
      chain: findChainBreak(journal.all(), sha256, journal.startsAfter()) ?? 'UNBROKEN',
    }
  } finally {
    journal.close()
  }
}
