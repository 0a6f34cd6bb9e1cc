// A demo roster and its sample cards, made and published by the hub's own commands.
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Day } from '../../shared/core/day.ts'
import { runHubCommand } from './hub-command.ts'

export interface DemoRosterRequest {
  /** Folder of the demo's hub. */
  readonly dir: string
  readonly members: number
  readonly seed: number
  readonly asOf: Day
  readonly onProgress: (line: string) => void
}

/** Keys and visits of a hub that was there before stay. Rejects when a command fails. */
export async function makeDemoRoster({
  dir,
  members,
  seed,
  asOf,
  onProgress,
}: DemoRosterRequest): Promise<void> {
  rmSync(join(dir, 'roster'), { recursive: true, force: true })
  const options = { members, seed, 'as-of': asOf, data: dir }
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  await runHubCommand(['demo-data', ...flags], onProgress)
}

/** Signs what the hub has, so that a terminal takes it as it would take a city's. */
export async function publishDemo(dir: string): Promise<void> {
  if (!existsSync(join(dir, 'keys'))) await runHubCommand(['keys', 'make', '--data', dir])
  await runHubCommand(['publish', '--data', dir])
}
