// `hub enrol`: a one-time code for a terminal of a facility.
import { Command } from 'commander'
import { enrolOrderSchema } from '../server/office.ts'
import { fail, inOffice, type OfficeOptions, print, withOffice } from './office-command.ts'
import { parseWhole } from './options.ts'

interface Options extends OfficeOptions {
  readonly facility: string
  readonly name: string
  readonly nameEn: string
  readonly hours: number
  readonly terminal?: string
}

export function enrolCommand(): Command {
  return withOffice(
    new Command('enrol')
      .description('Make a one-time code with which one terminal becomes known to this hub')
      .requiredOption('--facility <id>', 'id of the facility the terminal stands in, e.g. AID-01')
      .requiredOption('--name <name>', 'name of the facility, Chinese')
      .requiredOption('--name-en <name>', 'name of the facility, English')
      .option('--hours <n>', 'how long the code is good', parseWhole(1, 720), 24)
      .option('--terminal <uuid>', 'for this known terminal only, which has lost its device key'),
  ).action((options: Options) => {
    const { facility: id, name, nameEn, hours, terminal } = options
    const order = enrolOrderSchema.safeParse({ facility: { id, name, nameEn }, hours, terminal })
    if (!order.success)
      return fail(order.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
    return inOffice(options, async (office) => {
      const issued = await office.enrol(order.data)
      const text = [
        `${issued.code}`,
        `barcode: ${issued.barcodeText}`,
        `有效期至 / good until: ${issued.endsAt}`,
        '',
      ].join('\n')
      print(options, issued, text)
    })
  })
}
