// `terminal import DIR`: brings a published roster in from a folder or a stick. The old set serves until the new one is complete.
import { mkdirSync } from 'node:fs'
import type { Command } from 'commander'
import { complain, type DataOption, dataFolderOf, fail, print, withDataOption } from './command-context.ts'
import { rosterOf } from './roster-of.ts'

export function addImportCommand(program: Command): void {
  withDataOption(program.command('import'))
    .description('import a published roster from a folder or a stick')
    .argument('<dir>', 'folder with manifest.json and files/')
    .option('--json', 'for programs')
    .action(importRoster)
}

async function importRoster(from: string, options: DataOption & { readonly json?: boolean }): Promise<void> {
  const folder = dataFolderOf(options)
  if (!folder) return
  mkdirSync(folder.dir, { recursive: true, mode: 0o700 })
  const imported = await rosterOf(folder).importRoster(from, (done, total) => {
    if (done === total || done % 10 === 0) complain(`${done}/${total} files`)
  })
  if (!imported.ok) {
    fail(`not imported, the present roster stays: ${imported.error.kind} ${imported.error.detail}`)
    return
  }
  const { members, oldestAsOf, newestAsOf } = imported.value
  if (options.json) print(JSON.stringify(imported.value))
  else print(`${members} members, lists as of ${oldestAsOf} … ${newestAsOf}`)
}
