// docs/openapi.json is what the hub serves at /openapi.json. When it is stale: UPDATE_OPENAPI=1 writes it anew (then `npm run format`).
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it, onTestFinished } from 'vitest'
import { createAdminSessions } from '../../hub/server/admin-session.ts'
import { createHubServer } from '../../hub/server/create-server.ts'
import { silentHubLog } from '../../hub/server/hub-log.ts'
import type { Hub } from '../../hub/server/open-hub.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const document = new URL('../../docs/openapi.json', import.meta.url)

it('the committed description of the hub is fresh', async () => {
  const folder = temporaryFolder()
  // Describing touches no database: only the shape of the routes counts.
  const hub = { dataDir: folder, packagesDir: `${folder}/packages`, now: () => 0 } as Hub
  const server = await createHubServer({
    hub,
    log: silentHubLog,
    pageDir: `${folder}/page`,
    admin: { office: {} as never, sessions: createAdminSessions('x') },
  })
  onTestFinished(() => server.close())
  const served = await server.inject({ url: '/openapi.json' })
  if (process.env.UPDATE_OPENAPI) writeFileSync(document, `${JSON.stringify(served.json(), null, 2)}\n`)
  expect(JSON.parse(readFileSync(document, 'utf8'))).toEqual(served.json())
  expect(Object.keys(served.json().paths)).toEqual(
    expect.arrayContaining([
      '/v1/enrolments',
      '/v1/tokens',
      '/v1/visits',
      '/v1/status',
      '/admin/api/terminals',
    ]),
  )
})
