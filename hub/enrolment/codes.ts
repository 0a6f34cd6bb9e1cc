// One-time codes and tokens: made by chance, handed out once, kept as hashes (EN1, EN4).
import { createHash, randomBytes, randomInt } from 'node:crypto'

const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const CODE_LENGTH = 10
const TOKEN_BYTES = 32

/** 31¹⁰ codes: guessing one that is open takes longer than its day, even without a limit on tries. */
export function newCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('')
}

/** In two groups, to be read out on the telephone. */
export function formatCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}
