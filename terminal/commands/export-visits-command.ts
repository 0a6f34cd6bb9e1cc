// `terminal export-visits FILE`: what no hub has acknowledged, or everything, for a stick. Works beside a running terminal.
import type { Command } from 'commander'
import { exportVisits } from '../sync/export-visits.ts'
import { type DataOption, dataFolderOf, fail, print, withDataOption } from './command-context.ts'
import { journalOf } from './journal-of.ts'

export function addExportVisitsCommand(program: Command): void {
  withDataOption(program.command('export-visits'))
    .description('write visits to a file for `hub import-visits`; nothing is changed here')
    .argument('<file>', 'gzip when its name ends in .gz')
    .option('--all', 'also those the hub has acknowledged')
    .option('--json', 'for programs')
    .action(exportFrom)
}

async function exportFrom(
  file: string,
  options: DataOption & { readonly all?: boolean; readonly json?: boolean },
): Promise<void> {
  const folder = dataFolderOf(options)
  if (!folder) return
  try {
    const journal = journalOf(folder.dir)
    if (!journal) {
      fail('there is no journal yet')
      return
    }
    try {
      const events = await exportVisits(journal, options.all ? 0 : journal.marks.ackSeq(), file)
      const { terminal } = journal
      print(options.json ? JSON.stringify({ terminal, events }) : `${events} visits of terminal ${terminal}`)
    } finally {
      journal.close()
    }
  } catch (error) {
    fail(`not exported: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}
