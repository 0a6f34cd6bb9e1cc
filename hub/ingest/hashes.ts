// The two hash functions of the hub: the chain's, and the one that lets it count people without knowing them.
import { createHash, createHmac } from 'node:crypto'

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** Keyed, because ten digits are guessed in no time: without the hub's key nobody can tell who was counted. */
export function createPersonOf(key: Uint8Array): (memberNumber: string) => string {
  return (memberNumber) =>
    createHmac('sha256', key).update(`person\n${memberNumber}`, 'utf8').digest('hex').slice(0, 32)
}
