// The two hash functions of the hub: the chain's, and the one that lets it count people without knowing them.
import { createHmac, createSecretKey, hash } from 'node:crypto'

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export const sha256 = (text: string): string => hash('sha256', text)

/** Keyed, because ten digits are guessed in no time: without the hub's key nobody can tell who was counted. */
export function createPersonOf(keyBytes: Uint8Array): (memberNumber: string) => string {
  const key = createSecretKey(keyBytes)
  return (memberNumber) =>
    createHmac('sha256', key).update(`person\n${memberNumber}`, 'utf8').digest('hex').slice(0, 32)
}
