// What a person or a device gave, and what it means: a member number, or the reason why it is none.
// No silent correction: no letter O for a zero, no padding, no prefix search (DOMAIN: the card).
import { isMemberNumber, MEMBER_NUMBER_LENGTH, type MemberNumber } from './member-number.ts'
import { normaliseInput } from './normalise.ts'
import type { InputRefusal } from './refusal.ts'

export type CardInput =
  | { readonly kind: 'number'; readonly number: MemberNumber; readonly readTwice: boolean }
  | { readonly kind: 'refused'; readonly code: InputRefusal }

/** Longest text worth looking at; more is a document, not a card. UTF-16 units. */
const LONGEST_INPUT = 128

/** Total: every text has an answer. */
export function parseCardInput(text: string): CardInput {
  // A long text is judged by its length alone: nobody needs the contents of a 3 KB code to be read.
  if (text.length > LONGEST_INPUT) return refused('NOT_A_CARD')
  const payload = normaliseInput(text)
  if (isMemberNumber(payload)) return { kind: 'number', number: payload, readTwice: false }
  return readTwice(payload) ?? refused(refusalOf(payload))
}

/** One scan that delivered the same number twice is accepted once, with a warning. */
function readTwice(payload: string): CardInput | null {
  const first = payload.slice(0, MEMBER_NUMBER_LENGTH)
  return isMemberNumber(first) && payload === first + first
    ? { kind: 'number', number: first, readTwice: true }
    : null
}

function refusalOf(payload: string): InputRefusal {
  if (payload === '') return 'EMPTY'
  if (isIdNumber(payload)) return 'ID_NUMBER'
  if (isPhoneNumber(payload)) return 'PHONE_NUMBER'
  if (!/^[0-9]+$/.test(payload)) return 'NOT_A_CARD'
  if (payload.length >= 16 && payload.length <= 19) return 'BANK_CARD'
  if (payload.length === 2 * MEMBER_NUMBER_LENGTH) return 'TWO_CARDS'
  return 'WRONG_LENGTH'
}

/** 11 digits starting with 1, also with the country code. Dashes do not hide it: it must never be stored or logged. */
function isPhoneNumber(payload: string): boolean {
  return /^(?:\+?86)?1[0-9]{10}$/.test(payload.replaceAll('-', ''))
}

/** 18 characters with a birthday in the middle and X or a digit at the end, or the old 15 digits. 18 digits without a birthday are
 *  a bank account. */
function isIdNumber(payload: string): boolean {
  const eighteen = /^[1-9][0-9]{5}((?:18|19|20)[0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}[0-9Xx]$/.exec(payload)
  if (eighteen) return payload.length === 18 && isBirthday(eighteen[2], eighteen[3])
  const fifteen = /^[1-9][0-9]{5}[0-9]{2}([0-9]{2})([0-9]{2})[0-9]{3}$/.exec(payload)
  return fifteen !== null && isBirthday(fifteen[1], fifteen[2])
}

function isBirthday(month: string | undefined, dayOfMonth: string | undefined): boolean {
  const m = Number(month)
  const d = Number(dayOfMonth)
  return m >= 1 && m <= 12 && d >= 1 && d <= 31
}

function refused(code: InputRefusal): CardInput {
  return { kind: 'refused', code }
}
