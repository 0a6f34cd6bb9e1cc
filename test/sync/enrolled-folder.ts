// A hub that publishes for real, and data folders of terminals that were enrolled with it.
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeKeys } from '../../hub/publish/make-keys.ts'
import { publishPackages } from '../../hub/publish/publish.ts'
import { readOrCreateKey } from '../../terminal/journal/key-file.ts'
import { openSqliteJournal } from '../../terminal/journal/sqlite-journal.ts'
import { DEVICE_KEY_FILE, readOrCreateDeviceKey } from '../../terminal/sync/device-key.ts'
import { enrol } from '../../terminal/sync/enrolment.ts'
import { keepEnrolment } from '../../terminal/sync/enrolment-files.ts'
import { createHttpHubClient } from '../../terminal/sync/http-hub-client.ts'
import { TERMINAL_VERSION } from '../../terminal/version.ts'
import { facility, type RunningServer, runServer } from '../hub-server/running-server.ts'
import { issueA, publish as publishRoster } from '../roster/publish.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

export type RosterIssue = typeof issueA

/** On the machine's clock, with keys of its own and the first issue of the roster. */
export async function runPublishingServer(): Promise<RunningServer> {
  const server = await runServer()
  server.clock.now = Date.now()
  rmSync(server.hub.packagesDir, { recursive: true })
  const made = makeKeys({ dataDir: server.dataDir, keysDir: keysDirOf(server), now: Date.now() })
  if (!made.ok) throw new Error(made.error.kind)
  await publishIssue(server, issueA)
  return server
}

export async function publishIssue(server: RunningServer, { createdAt, lists }: RosterIssue): Promise<void> {
  rmSync(join(server.dataDir, 'roster'), { recursive: true, force: true })
  await publishRoster(join(server.dataDir, 'roster'), createdAt, lists)
  const order = { dataDir: server.dataDir, keysDir: keysDirOf(server), now: Date.now() }
  const published = publishPackages(order)
  if (!published.ok) throw new Error(JSON.stringify(published.error))
}

/** A data folder that was enrolled, and the terminal's identity. */
export async function enrolledFolder(
  server: RunningServer,
  hubUrl = server.address,
): Promise<{ readonly data: string; readonly id: string }> {
  const data = temporaryFolder()
  const key = readOrCreateKey(join(data, 'journal.key'), true)
  const journal = openSqliteJournal({ path: join(data, 'journal.db'), key, newId: randomUUID })
  const { terminal } = journal
  journal.close()
  const enrolled = await enrol(
    {
      hub: createHttpHubClient({ hubUrl }),
      deviceKey: readOrCreateDeviceKey(join(data, DEVICE_KEY_FILE)),
      terminal,
      clock: { now: Date.now },
      version: TERMINAL_VERSION,
    },
    (await server.office.enrol({ facility })).code,
  )
  if (!enrolled.ok) throw new Error(enrolled.error)
  keepEnrolment({ dataDir: data, hubUrl }, enrolled.value)
  return { data, id: terminal }
}

const keysDirOf = ({ dataDir }: RunningServer): string => join(dataDir, 'keys')
