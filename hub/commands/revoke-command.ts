// `hub revoke`: a stolen or retired terminal is refused from now on and removes its packages (EN6).
import { Command } from 'commander'
import { fail, inOffice, type OfficeOptions, print, withOffice } from './office-command.ts'

export function revokeCommand(): Command {
  return withOffice(
    new Command('revoke')
      .description('Refuse a terminal from now on; it removes its packages when it hears of it')
      .argument('<terminal>', 'UUID of the terminal'),
  ).action((terminal: string, options: OfficeOptions) =>
    inOffice(options, async (office) => {
      if (!(await office.revoke(terminal))) return fail(`没有这个终端 / no such terminal: ${terminal}`)
      print(options, { terminal, revoked: true }, `${terminal}: 已停用 / revoked\n`)
    }),
  )
}
