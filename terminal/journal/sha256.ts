// SHA-256 of a text, as the chain of visits wants it. Knows nothing else.
import { createHash } from 'node:crypto'

/** 64 lower-case hex digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
