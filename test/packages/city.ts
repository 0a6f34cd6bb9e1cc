// A city that publishes: the real publisher over a folder of its own, with keys from a seed and a clock that is moved by hand.
import { createPrivateKey } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeKeys, rotateKeys } from '../../hub/publish/make-keys.ts'
import { type PublishOrder, publishPackages } from '../../hub/publish/publish.ts'
import { type NewKey, type PackageRole, signingKeyOf } from '../../hub/publish/signing-key.ts'
import { issueA, issueB, type ListOrder, publish as publishRoster } from '../roster/publish.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

export const DAY_MS = 24 * 60 * 60 * 1000

/** Keys that are the same in every run; `seed` tells one city from another. */
export function seededKeys(seed: number): NewKey {
  let made = 0
  return (role) => {
    made += 1
    // The fixed head of an Ed25519 key in PKCS #8, and 32 bytes of private key.
    const head = Buffer.from('302e020100300506032b657004220420', 'hex')
    const der = Buffer.concat([head, Buffer.alloc(32, seed * 16 + made)])
    return signingKeyOf(role, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
  }
}

export interface Issue {
  readonly createdAt: string
  readonly lists: readonly ListOrder[]
}

export interface City {
  readonly dataDir: string
  readonly keysDir: string
  /** What terminals fetch. */
  readonly packagesDir: string
  /** The root that terminals trust from the start. */
  readonly firstRoot: Buffer
  now: number
  setRoster(issue: Issue): Promise<void>
  /** `path` under `documents/`. */
  writeDocument(path: string, document: unknown): void
  /** Must succeed. */
  publish(order?: Partial<PublishOrder>): ReturnType<typeof publishOk>
  rotate(role: PackageRole): void
}

export async function foundCity({ seed = 1, issue = issueA as Issue | null } = {}): Promise<City> {
  const dataDir = temporaryFolder()
  const keysDir = join(dataDir, 'keys')
  const packagesDir = join(dataDir, 'packages')
  const newKey = seededKeys(seed)
  const city: City = {
    dataDir,
    keysDir,
    packagesDir,
    now: Date.parse('2026-08-01T02:00:00Z'),
    get firstRoot() {
      return readFileSync(join(packagesDir, 'metadata', '1.root.json'))
    },
    async setRoster({ createdAt, lists }) {
      rmSync(join(dataDir, 'roster'), { recursive: true, force: true })
      await publishRoster(join(dataDir, 'roster'), createdAt, lists)
    },
    writeDocument(path, document) {
      const file = join(dataDir, 'documents', path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, `${JSON.stringify(document)}\n`)
    },
    publish: (order = {}) => publishOk({ dataDir, keysDir, now: city.now, ...order }),
    rotate(role) {
      const rotated = rotateKeys(role, { dataDir, keysDir, now: city.now, newKey })
      if (!rotated.ok) throw new Error(rotated.error.kind)
    },
  }
  const made = makeKeys({ dataDir, keysDir, now: city.now, newKey })
  if (!made.ok) throw new Error(made.error.kind)
  if (issue) await city.setRoster(issue)
  city.publish()
  return city
}

function publishOk(order: PublishOrder) {
  const published = publishPackages(order)
  if (!published.ok) throw new Error(JSON.stringify(published.error))
  return published.value
}

/** The next issue of the roster, an hour later. */
export async function publishNext(city: City): Promise<void> {
  city.now += 60 * 60 * 1000
  await city.setRoster(issueB)
  city.publish()
}
