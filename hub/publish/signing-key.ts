// Ed25519 keys that sign packages: made here, kept in files that only their owner can read. Which key counts is not said by the
// files but by the root: a key file the root does not list signs nothing.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Key, Signature } from '@tufjs/models'
import { z } from 'zod'
import { syncFolder, writeDurably } from '../roster/write-durably.ts'

export const packageRoles = ['root', 'targets', 'snapshot', 'timestamp'] as const
export type PackageRole = (typeof packageRoles)[number]

export interface SigningKey {
  readonly role: PackageRole
  readonly keyId: string
  /** As the root lists it. */
  readonly key: Key
  readonly signer: (bytes: Buffer) => Signature
  /** PKCS #8 PEM, for the key's file alone. */
  readonly pem: string
}

/** Makes a key: the real one by chance, tests hand in theirs. */
export type NewKey = (role: PackageRole) => SigningKey

export const newRandomKey: NewKey = (role) => signingKeyOf(role, generateKeyPairSync('ed25519').privateKey)

export function signingKeyOf(role: PackageRole, privateKey: KeyObject): SigningKey {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const publicHex = spki.subarray(-32).toString('hex')
  // The canonical JSON of the key, whose hash is its id by the TUF specification.
  const canonical = `{"keytype":"ed25519","keyval":{"public":"${publicHex}"},"scheme":"ed25519"}`
  const keyId = createHash('sha256').update(canonical).digest('hex')
  return {
    role,
    keyId,
    key: new Key({ keyID: keyId, keyType: 'ed25519', scheme: 'ed25519', keyVal: { public: publicHex } }),
    signer: (bytes) => new Signature({ keyID: keyId, sig: sign(null, bytes, privateKey).toString('hex') }),
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

/** Root keys lie apart, so that taking them offline is moving one folder's files. */
export const OFFLINE_FOLDER = 'offline'

const keyFileSchema = z.strictObject({
  format: z.literal('union-card-signing-key'),
  version: z.literal(1),
  role: z.enum(packageRoles),
  keyId: z.string(),
  privateKey: z.string(),
})

/** Returns the path of the file. */
export function keepKey(keysDir: string, { role, keyId, pem }: SigningKey): string {
  const folder = role === 'root' ? join(keysDir, OFFLINE_FOLDER) : keysDir
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${role}-${keyId.slice(0, 8)}.json`)
  const file = { format: 'union-card-signing-key', version: 1, role, keyId, privateKey: pem }
  writeDurably(path, Buffer.from(`${JSON.stringify(file, null, 2)}\n`), 0o600)
  syncFolder(folder)
  return path
}

/** Every key that lies in the folder; files that are not keys are passed over. */
export function readKeys(keysDir: string): SigningKey[] {
  return [keysDir, join(keysDir, OFFLINE_FOLDER)].flatMap((folder) =>
    namesIn(folder).flatMap((name) => {
      const key = readKey(join(folder, name))
      return key ? [key] : []
    }),
  )
}

function readKey(path: string): SigningKey | null {
  try {
    const file = keyFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    // A key copied back from a stick comes without its mode.
    chmodSync(path, 0o600)
    return signingKeyOf(file.role, createPrivateKey(file.privateKey))
  } catch {
    return null
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
  } catch {
    return []
  }
}
