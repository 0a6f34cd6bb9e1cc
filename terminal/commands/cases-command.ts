// `terminal cases FILE…`
import type { Command } from 'commander'
import { runCases } from '../cases/run-cases.ts'
import { complain, print } from './command-context.ts'

export function addCasesCommand(program: Command): void {
  program
    .command('cases')
    .description('run files of examples: PASS or FAIL per case')
    .argument('<files...>')
    .action(async (files: string[]) => {
      if (!(await runCases(files, print, complain))) process.exitCode = 1
    })
}
