// The real hub on a real socket over its embedded database, with signing keys and the built admin page; and terminals that enrol
// and report by the protocol.
import { join } from 'node:path'
import { makeKeys } from '../../../hub/publish/make-keys.ts'
import { publishPackages } from '../../../hub/publish/publish.ts'
import { createAdminSessions } from '../../../hub/server/admin-session.ts'
import { createHubServer } from '../../../hub/server/create-server.ts'
import { createHubLog } from '../../../hub/server/hub-log.ts'
import { createLocalOffice } from '../../../hub/server/local-office.ts'
import type { Office } from '../../../hub/server/office.ts'
import { type Hub, openHub } from '../../../hub/server/open-hub.ts'
import { publishAnswer } from '../../../hub/server/publish-answer.ts'
import type { StatusReport } from '../../../shared/protocol/status-report.ts'
import type { TestDevice } from '../../hub-server/running-server.ts'
import { keptFolder } from '../../support/temporary-folder.ts'

export const ADMIN_TOKEN = 'admin-token-of-the-page-tests'
export const START = '2026-07-10T12:00:00+08:00'

export interface RunningOffice {
  readonly hub: Hub
  readonly office: Office
  readonly dataDir: string
  /** Of the page. */
  readonly address: string
  readonly log: readonly string[]
  /** Milliseconds; moved by tests. */
  readonly clock: { now: number }
  /** Enrols with a code somebody made; the status of the answer, and the token. */
  enrolWith(code: string, device: TestDevice): Promise<{ readonly status: number; readonly token: string }>
  report(token: string, told: Partial<StatusReport> & { readonly terminal: string }): Promise<void>
  sendVisits(token: string, terminal: string, events: readonly unknown[]): Promise<void>
  close(): Promise<void>
}

export async function runOffice(pageDir: string): Promise<RunningOffice> {
  const folder = keptFolder()
  const clock = { now: Date.parse(START) }
  const opened = await openHub({ dataDir: folder.path, now: () => clock.now })
  if (!opened.ok) throw new Error(opened.error.kind)
  const hub = opened.value
  const keysDir = join(folder.path, 'keys')
  const made = makeKeys({ dataDir: folder.path, keysDir, now: clock.now })
  if (!made.ok) throw new Error(made.error.kind)
  const log: string[] = []
  const office = createLocalOffice(hub)
  const server = await createHubServer({
    hub,
    log: createHubLog({ write: (line) => log.push(line) }),
    pageDir,
    admin: {
      office,
      sessions: createAdminSessions(ADMIN_TOKEN),
      publish: async () => publishAnswer(publishPackages({ dataDir: folder.path, keysDir, now: clock.now })),
    },
  })
  const address = await server.listen({ port: 0, host: '127.0.0.1' })

  async function post(path: string, body: unknown, token?: string) {
    const response = await fetch(new URL(path, address), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'card-protocol': '1',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as { readonly token?: string } }
  }

  return {
    hub,
    office,
    dataDir: folder.path,
    address: `${address}/admin/`,
    log,
    clock,
    async enrolWith(code, device) {
      const { status, body } = await post('/v1/enrolments', device.enrolment(code, clock.now))
      return { status, token: body.token ?? '' }
    },
    async report(token, told) {
      const status = {
        at: new Date(clock.now).toISOString(),
        ...{ version: '1.0.0', lastSeq: 0, queued: 0, heldOut: 0, clock: 'OK' },
        ...{ rosterAsOf: '2026-07-08', packageVersion: 1 },
        ...told,
      }
      const answer = await post('/v1/status', status, token)
      if (answer.status !== 200) throw new Error(`not told: ${answer.status}`)
    },
    async sendVisits(token, terminal, events) {
      const answer = await post('/v1/visits', { terminal, events }, token)
      if (answer.status !== 200) throw new Error(`not taken: ${answer.status}`)
    },
    async close() {
      await server.close()
      await hub.close()
      folder.remove()
    },
  }
}
