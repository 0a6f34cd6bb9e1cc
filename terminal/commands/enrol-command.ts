// `terminal enrol CODE --hub URL`: makes this terminal known to a hub. Not beside a running terminal: that one reads the code with its
// own scanner.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { v7 as newId } from 'uuid'
import { systemClock } from '../counter/clock.ts'
import { takeInstanceLock } from '../journal/instance-lock.ts'
import { readOrCreateKey } from '../journal/key-file.ts'
import { openSqliteJournal } from '../journal/sqlite-journal.ts'
import { hubUrlSchema, readSettings } from '../settings/settings.ts'
import { DEVICE_KEY_FILE, readOrCreateDeviceKey } from '../sync/device-key.ts'
import { type EnrolmentProblem, enrol } from '../sync/enrolment.ts'
import { keepEnrolment } from '../sync/enrolment-files.ts'
import { createHttpHubClient } from '../sync/http-hub-client.ts'
import { TERMINAL_VERSION } from '../version.ts'
import { type DataOption, fail, print, withDataOption } from './command-context.ts'

interface EnrolOptions extends DataOption {
  readonly hub?: string
  readonly json?: boolean
}

const sentences: Readonly<Record<EnrolmentProblem, string>> = {
  BAD_CODE: 'not an enrolment code: ten letters and digits, without 0 O 1 I L',
  NO_SUCH_CODE: 'the hub does not know this code: it is used, too old, or mistyped',
  UNREACHABLE: 'the hub does not answer',
  REFUSED: 'the hub takes no enrolment now: has it published packages, and is its version the same?',
}

export function addEnrolCommand(program: Command): void {
  withDataOption(program.command('enrol'))
    .description('make this terminal known to a hub')
    .argument('<code>', 'the one-time code that `hub enrol` printed')
    .option('--hub <url>', 'address of the hub; default: the one in the settings')
    .option('--json', 'for programs')
    .action(enrolHere)
}

async function enrolHere(code: string, options: EnrolOptions): Promise<void> {
  const { data } = options
  const settings = readSettings(data)
  if (!settings.ok) return fail(`settings.json ${settings.error}`)
  const hubUrl = hubUrlSchema.safeParse(options.hub ?? settings.value?.hub?.url)
  if (!hubUrl.success) return fail('--hub must be an https:// address, or http:// on this machine')
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    const lock = takeInstanceLock(join(data, 'terminal.lock'))
    if (!lock) return fail('this terminal is running: scan the code with its scanner, or stop it first')
    try {
      await enrolLocked(code, hubUrl.data, options)
    } finally {
      lock.release()
    }
  } catch (error) {
    fail(`not enrolled: ${error instanceof Error ? error.message : 'unknown'}`)
  }
}

async function enrolLocked(code: string, hubUrl: string, { data, json }: EnrolOptions): Promise<void> {
  const path = join(data, 'journal.db')
  const key = readOrCreateKey(join(data, 'journal.key'), !existsSync(path))
  const journal = openSqliteJournal({ path, key, newId })
  try {
    const { terminal } = journal
    const enrolled = await enrol(
      {
        hub: createHttpHubClient({ hubUrl }),
        deviceKey: readOrCreateDeviceKey(join(data, DEVICE_KEY_FILE)),
        terminal,
        clock: systemClock,
        version: TERMINAL_VERSION,
      },
      code,
    )
    if (!enrolled.ok) return fail(sentences[enrolled.error])
    const { facility, hubTime } = enrolled.value
    keepEnrolment({ dataDir: data, hubUrl }, enrolled.value)
    journal.marks.setClockBound('hub', Date.parse(hubTime))
    print(
      json
        ? JSON.stringify({ terminal, facility })
        : `${facility.name} (${facility.id}), terminal ${terminal}`,
    )
  } finally {
    journal.close()
  }
}
