// The terminal's command line. Results go to stdout, messages to stderr, exit 1 on failure.
import { Command } from 'commander'
import { addCasesCommand } from './commands/cases-command.ts'
import { addDecideCommand } from './commands/decide-command.ts'
import { addEnrolCommand } from './commands/enrol-command.ts'
import { addExportVisitsCommand } from './commands/export-visits-command.ts'
import { addHeadlessCommand } from './commands/headless-command.ts'
import { addImportCommand } from './commands/import-command.ts'
import { addOffersCommand } from './commands/offers-command.ts'
import { addStatusCommand } from './commands/status-command.ts'

const program = new Command('terminal').description(
  'Card terminal: commands for technicians and for other programs',
)
addCasesCommand(program)
addDecideCommand(program)
addImportCommand(program)
addStatusCommand(program)
addEnrolCommand(program)
addExportVisitsCommand(program)
addHeadlessCommand(program)
addOffersCommand(program)
await program.parseAsync()
