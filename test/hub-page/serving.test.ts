// How the hub gives the admin page: under a policy without inline anything, and with a sentence where nobody has built it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { codeBarcodeSvg } from '../../hub/enrolment/code-barcode.ts'
import { PAGE_NOT_BUILT } from '../../hub/server/admin-page.ts'
import { createAdminSessions } from '../../hub/server/admin-session.ts'
import { createHubServer } from '../../hub/server/create-server.ts'
import { silentHubLog } from '../../hub/server/hub-log.ts'
import type { Hub } from '../../hub/server/open-hub.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function serve(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder()
  const pageDir = join(folder, 'page')
  if (Object.keys(files).length > 0) mkdirSync(pageDir)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(pageDir, name), text)
  // Serving files touches no database.
  const hub = { dataDir: folder, packagesDir: join(folder, 'packages'), now: () => 0 } as Hub
  const sessions = createAdminSessions('x')
  const admin = { office: {} as never, sessions }
  const server = await createHubServer({ hub, log: silentHubLog, pageDir, admin })
  onTestFinished(() => server.close())
  return (url: string) => server.inject({ url })
}

it('gives the page and its files, and leads there', async () => {
  const get = await serve({ 'index.html': '<!doctype html>', 'a.js': '1' })
  const page = await get('/admin/')
  expect([page.statusCode, page.body]).toEqual([200, '<!doctype html>'])
  expect(page.headers['content-security-policy']).toContain("script-src 'self'")
  expect((await get('/admin/a.js')).statusCode).toBe(200)
  expect((await get('/')).headers.location).toBe('/admin/')
  expect((await get('/admin')).headers.location).toBe('/admin/')
  expect((await get('/admin/api/terminals')).statusCode).toBe(401)
  expect((await get('/admin/../admin-token')).statusCode).toBe(404)
})

it('says what to do where the page is not built', async () => {
  const get = await serve({})
  const { statusCode, body } = await get('/admin/')
  expect([statusCode, body]).toEqual([503, `${PAGE_NOT_BUILT}\n`])
  expect(body).toContain('npm run build')
})

it('[EN7] draws the code with quiet zones and whole pixels', () => {
  const svg = codeBarcodeSvg('ENROL:23456789AB')
  const [, width, height] = /^<svg width="(\d+)" height="(\d+)" viewBox="0 0 \1 \2"/.exec(svg) ?? []
  // 16 characters, start, check and stop of eleven modules, two more bars at the end, twice ten of quiet; set C takes two digits in one.
  expect(Number(width) % 3).toBe(0)
  expect(Number(width)).toBeGreaterThan(3 * (14 * 11))
  expect(Number(height)).toBeGreaterThan(100)
  expect(svg).not.toMatch(/<script|style=|href/)
})
