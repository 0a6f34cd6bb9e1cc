// What every command of the terminal shares: where its data are and where it prints. Knows no command.
import { join } from 'node:path'
import type { Command } from 'commander'
import { demoSettings } from '../demo/demo-settings.ts'
import { defaultDataDir } from '../launch/data-folder.ts'
import { readSettings, type Settings } from '../settings/settings.ts'

/** Results go to stdout, messages to stderr. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`)
export const complain = (line: string): void => void process.stderr.write(`${line}\n`)

/** The command failed; the sentence says why. Later commands of the same process do not run. */
export function fail(sentence: string): void {
  complain(sentence)
  process.exitCode = 1
}

export interface DataOption {
  readonly data: string
}

export function withDataOption(command: Command): Command {
  return command.option('--data <dir>', 'data folder of the terminal', defaultDataDir())
}

export interface DataFolder {
  /** Where journal and roster are: the demo keeps its own. */
  readonly dir: string
  readonly settings: Settings
}

/** Null: the settings have a mistake, and the reason was printed. */
export function dataFolderOf({ data }: DataOption): DataFolder | null {
  const settings = readSettings(data)
  if (!settings.ok) {
    fail(`settings.json ${settings.error}`)
    return null
  }
  const used = settings.value ?? demoSettings
  return { settings: used, dir: used.demo ? join(data, 'demo') : data }
}
