#!/usr/bin/env node
// The hub's commands. Results go to stdout, messages to stderr, exit 1 on failure.
import { Command } from 'commander'
import { demoDataCommand } from './commands/demo-data.ts'
import { enrolCommand } from './commands/enrol-command.ts'
import { importRosterCommand } from './commands/import-roster.ts'
import { importVisitsCommand } from './commands/import-visits-command.ts'
import { keysCommand } from './commands/keys-command.ts'
import { publishCommand } from './commands/publish-command.ts'
import { reportCommand } from './commands/report-command.ts'
import { revokeCommand } from './commands/revoke-command.ts'
import { serveCommand } from './commands/serve-command.ts'
import { verifyCommand } from './commands/verify-command.ts'

const program = new Command('hub')
  .description('Publishes packages for the card terminals and collects their visits')
  .addCommand(serveCommand())
  .addCommand(enrolCommand())
  .addCommand(revokeCommand())
  .addCommand(importVisitsCommand())
  .addCommand(verifyCommand())
  .addCommand(reportCommand())
  .addCommand(demoDataCommand())
  .addCommand(importRosterCommand())
  .addCommand(keysCommand())
  .addCommand(publishCommand())

await program.parseAsync()
