// `terminal headless`: the terminal without a window, for units and for browsers that are started elsewhere.
import { type Command, InvalidArgumentError } from 'commander'
import { headless } from '../headless.ts'
import { type DataOption, withDataOption } from './command-context.ts'

export function addHeadlessCommand(program: Command): void {
  withDataOption(program.command('headless'))
    .description('run without a window and print the address of the page')
    .option('--port <n>', 'port on 127.0.0.1; 0: any', parsePort)
    .action(async ({ data, port }: DataOption & { readonly port?: number }) => {
      await headless({ dataDir: data, port })
    })
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('a port is 0–65535')
  return port
}
