#!/usr/bin/env node
// The hub's commands. Results go to stdout, messages to stderr, exit 1 on failure.
import { Command } from 'commander'
import { demoDataCommand } from './commands/demo-data.ts'
import { importRosterCommand } from './commands/import-roster.ts'
import { keysCommand } from './commands/keys-command.ts'
import { publishCommand } from './commands/publish-command.ts'

const program = new Command('hub')
  .description('Publishes rosters for the card terminals')
  .addCommand(demoDataCommand())
  .addCommand(importRosterCommand())
  .addCommand(keysCommand())
  .addCommand(publishCommand())

await program.parseAsync()
