// The terminal's command line. Results go to stdout, messages to stderr, exit 1 on failure.
import { Command } from 'commander'
import { runCases } from './cases/run-cases.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

const program = new Command('terminal').description(
  'Card terminal: commands for technicians and for other programs',
)

program
  .command('cases')
  .description('run files of examples: PASS or FAIL per case')
  .argument('<files...>')
  .action(async (files: string[]) => {
    if (!(await runCases(files, print, complain))) process.exitCode = 1
  })

await program.parseAsync()
