// The member number: ten digits printed under the barcode, kept as text everywhere (leading zeros). DOMAIN: the card.
import { z } from 'zod'

/** Ten ASCII digits. The first three are the code of the union that printed the card: a hint, not the current union. */
export type MemberNumber = string & { readonly __memberNumber: true }

export const MEMBER_NUMBER_LENGTH = 10

export function isMemberNumber(text: string): text is MemberNumber {
  return /^[0-9]{10}$/.test(text)
}

export const memberNumberSchema = z
  .string()
  .refine(isMemberNumber, { error: 'not ten digits' })
  .transform((text) => text as MemberNumber)

/** The union code printed on the card. */
export function printedPrefix(number: MemberNumber): string {
  return number.slice(0, 3)
}
