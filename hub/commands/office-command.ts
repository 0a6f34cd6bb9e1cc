// What the commands that ask the hub's office share: where it is, and how its problems are said.
import type { Command } from 'commander'
import type { DatabaseProblem } from '../db/open-hub-database.ts'
import type { Office } from '../server/office.ts'
import { openOffice } from '../server/running-hub.ts'
import { defaultDataDir } from './options.ts'

export interface OfficeOptions {
  readonly data: string
  readonly database?: string
  readonly json?: true
}

/** PostgreSQL's address holds a password: better in the environment than in a command line that others can read. */
export const DATABASE_ENV = 'HUB_DATABASE'

export function withOffice(command: Command): Command {
  return command
    .option('--data <dir>', 'folder of the hub', defaultDataDir)
    .option('--database <url>', `PostgreSQL, postgres://… (default: $${DATABASE_ENV}, else the embedded one)`)
    .option('--json', 'one line of JSON')
}

export function databaseUrlOf({ database }: Pick<OfficeOptions, 'database'>): string | undefined {
  return database ?? (process.env[DATABASE_ENV] || undefined)
}

/** Opens the office, does the work, closes it. What goes wrong is said on stderr, with exit code 1. */
export async function inOffice(
  options: OfficeOptions,
  work: (office: Office) => Promise<void>,
): Promise<void> {
  const office = await openOffice(options.data, databaseUrlOf(options))
  if (!office.ok) return fail(sayDatabaseProblem(office.error))
  try {
    await work(office.value)
  } catch (thrown) {
    fail(thrown instanceof Error ? thrown.message : 'unknown')
  } finally {
    await office.value.close()
  }
}

export function sayDatabaseProblem(problem: DatabaseProblem): string {
  switch (problem.kind) {
    case 'IN_USE':
      return '数据库正被另一程序使用 / another hub command has the database open: try again'
    case 'NOT_OPENED':
      return `数据库无法打开 / the database cannot be opened: ${problem.detail}`
  }
}

export function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

export function print(options: OfficeOptions, value: unknown, text: string): void {
  process.stdout.write(options.json ? `${JSON.stringify(value)}\n` : text)
}
