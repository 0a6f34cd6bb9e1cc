// The key pair that proves which terminal speaks (EN2): Ed25519, the private half in a file only its owner may read.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { replaceFile } from './replace-file.ts'

export interface DeviceKey {
  /** Raw 32 bytes, base64url without padding. */
  readonly publicKey: string
  /** Ed25519 over the text's UTF-8 bytes, base64url without padding. */
  sign(text: string): string
}

export const DEVICE_KEY_FILE = 'device.key'

/** Reads the key or makes one. Throws when the file is there and is not a key: a new one would be another terminal to the hub. */
export function readOrCreateDeviceKey(path: string): DeviceKey {
  if (existsSync(path)) return deviceKeyOf(readKey(path))
  const { privateKey } = generateKeyPairSync('ed25519')
  replaceFile(path, String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
  return deviceKeyOf(privateKey)
}

export function deviceKeyOf(privateKey: KeyObject): DeviceKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x === undefined) throw new Error('the device key is no Ed25519 key')
  return {
    publicKey: x,
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url'),
  }
}

function readKey(path: string): KeyObject {
  try {
    const key = createPrivateKey(readFileSync(path))
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Said below, without what the file holds.
  }
  throw new Error('the device key file is damaged: remove it and enrol this terminal again')
}
