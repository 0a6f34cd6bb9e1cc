// `hub demo-data`: a synthetic roster for demonstrations and measurements.
import { Command } from 'commander'
import { MAX_DEMO_MEMBERS, MIN_DEMO_MEMBERS, makeDemoRoster } from '../demo/make-demo-roster.ts'
import { defaultDataDir, parseDay, parseWhole, today } from './options.ts'

export function demoDataCommand(): Command {
  return new Command('demo-data')
    .description('Make a roster of invented members, and sample cards for every state')
    .requiredOption('--members <n>', 'how many', parseWhole(MIN_DEMO_MEMBERS, MAX_DEMO_MEMBERS))
    .requiredOption('--seed <s>', 'the same seed gives the same roster', parseWhole(0, 2 ** 32 - 1))
    .option('--as-of <day>', 'date of the lists, YYYY-MM-DD (default: today)', parseDay)
    .option('--data <dir>', 'folder of the hub', defaultDataDir)
    .option('--json', 'one line of JSON')
    .action(async ({ members, seed, asOf = today(), data, json }) => {
      const onProgress = (line: string) => process.stderr.write(`${line}\n`)
      const summary = await makeDemoRoster({ dir: data, members, seed, asOf, onProgress })
      process.stdout.write(json ? `${JSON.stringify(summary)}\n` : describe(summary))
    })
}

function describe(summary: Awaited<ReturnType<typeof makeDemoRoster>>): string {
  const { unions, members, moved, listedTwice, bytes, rawBytes, asOf } = summary
  const each = (total: number) => `${(total / members).toFixed(2)} a member`
  return [
    `${members.toLocaleString('en')} members in ${unions} unions, as of ${asOf}`,
    `${moved.toLocaleString('en')} moved to another union, ${listedTwice.toLocaleString('en')} listed twice`,
    `${bytes.toLocaleString('en')} bytes (${each(bytes)}), ${rawBytes.toLocaleString('en')} raw (${each(rawBytes)})`,
    '',
  ].join('\n')
}
