// Seals visits at rest: AES-256-GCM over the canonical text, bound to its place in the chain. Knows keys and bytes, not visits.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16
export const KEY_BYTES = 32

export interface Seal {
  seal(text: string, place: number): Buffer
  /** Throws when the bytes were altered, moved to another place, or sealed with another key. */
  open(sealed: Buffer, place: number): string
}

/** `key` is 32 bytes. Layout of a seal: 12 bytes nonce, 16 bytes tag, ciphertext. */
export function createSeal(key: Buffer): Seal {
  if (key.length !== KEY_BYTES) throw new RangeError('a journal key has 32 bytes')
  return {
    seal(text, place) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(placeBytes(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(sealed, place) {
      const nonce = sealed.subarray(0, NONCE_BYTES)
      const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(placeBytes(place))
        .setAuthTag(tag)
      const body = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES))
      return Buffer.concat([body, decipher.final()]).toString('utf8')
    },
  }
}

function placeBytes(place: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(place))
  return bytes
}
