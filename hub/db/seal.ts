// Visits at rest: AES-256-GCM, bound to their terminal and their place, so that a row moved or altered in the database does not
// open. The database and its backups hold no member number and no name (DOMAIN: privacy); the key lies in the data folder.
import { createCipheriv, createDecipheriv, createSecretKey, randomFillSync } from 'node:crypto'

export interface Seal {
  seal(text: string, place: string): Uint8Array
  /** Throws when the bytes were altered, belong to another place, or were sealed with another key. */
  open(sealed: Uint8Array, place: string): string
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Chance is asked for many nonces at once: five hundred visits are sealed in one batch. */
const NONCES_AT_ONCE = 512

export function createSeal(keyBytes: Uint8Array): Seal {
  const key = createSecretKey(keyBytes)
  const nonces = Buffer.alloc(NONCE_BYTES * NONCES_AT_ONCE)
  let nextNonce = nonces.length

  /** Each is given out once. */
  function takeNonce(): Buffer {
    if (nextNonce === nonces.length) {
      randomFillSync(nonces)
      nextNonce = 0
    }
    nextNonce += NONCE_BYTES
    return nonces.subarray(nextNonce - NONCE_BYTES, nextNonce)
  }

  return {
    seal(text, place) {
      const nonce = takeNonce()
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, body, cipher.getAuthTag()])
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_BYTES))
      const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
  }
}
