// How commands find a hub that runs over the same folder: it writes its address there, and takes it away when it stops.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { DatabaseProblem } from '../db/open-hub-database.ts'
import { ADMIN_TOKEN_FILE, readOrCreateAdminToken } from './admin-session.ts'
import { createLocalOffice } from './local-office.ts'
import type { Office } from './office.ts'
import { openHub } from './open-hub.ts'
import { createRemoteOffice } from './remote-office.ts'

const ADDRESS_FILE = 'hub.address'

export function announce(dataDir: string, address: string): { withdraw(): void } {
  const path = join(dataDir, ADDRESS_FILE)
  writeFileSync(path, `${address}\n`, { mode: 0o600 })
  return { withdraw: () => rmSync(path, { force: true }) }
}

/** The office over the database, or that of the running hub which holds it. */
export async function openOffice(
  dataDir: string,
  databaseUrl: string | undefined,
): Promise<Result<Office, DatabaseProblem>> {
  const hub = await openHub({ dataDir, databaseUrl })
  if (hub.ok) return ok(createLocalOffice(hub.value))
  if (hub.error.kind !== 'IN_USE') return hub
  const address = readAddress(dataDir)
  // Another command has it for a moment, or a hub that is just starting.
  if (address === null) return err({ kind: 'IN_USE' })
  return ok(createRemoteOffice(address, readOrCreateAdminToken(join(dataDir, ADMIN_TOKEN_FILE))))
}

function readAddress(dataDir: string): string | null {
  try {
    return readFileSync(join(dataDir, ADDRESS_FILE), 'utf8').trim()
  } catch {
    return null
  }
}
