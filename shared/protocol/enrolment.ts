// Enrolment and tokens: how a terminal becomes known to a hub and stays so (EN1–EN7).
import { z } from 'zod'

/** Ed25519 public key, raw 32 bytes in base64url without padding. */
const publicKeySchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
/** Ed25519 signature, 64 bytes in base64url without padding. */
const signatureSchema = z.string().regex(/^[A-Za-z0-9_-]{86}$/)
const instantSchema = z.iso.datetime({ precision: 3 })

/** E.g. 1.4.0 or 1.4.0-beta.2. */
export const programVersionSchema = z.string().regex(/^[0-9A-Za-z.+-]{1,32}$/)

/** Ten characters without look-alikes (no 0 O 1 I L), shown in two groups of five; dashes and spaces do not count. */
export const enrolmentCodeSchema = z.string().regex(/^[23456789ABCDEFGHJKMNPQRSTUVWXYZ]{10}$/)

/** What stands in front of the code in a barcode (EN7). */
export const ENROLMENT_BARCODE_PREFIX = 'ENROL:'

export const enrolRequestSchema = z.strictObject({
  code: enrolmentCodeSchema,
  terminal: z.uuid(),
  publicKey: publicKeySchema,
  at: instantSchema,
  version: programVersionSchema,
  /** Over `enrolmentText`. */
  signature: signatureSchema,
})
export type EnrolRequest = z.infer<typeof enrolRequestSchema>

export const enrolReplySchema = z.object({
  facility: z.object({ id: z.string(), name: z.string(), nameEn: z.string() }),
  token: z.string(),
  tokenEndsAt: instantSchema,
  /** First trusted TUF root, as the JSON text that was signed. */
  root: z.string(),
  hubTime: instantSchema,
})
export type EnrolReply = z.infer<typeof enrolReplySchema>

export const tokenRequestSchema = z.strictObject({
  terminal: z.uuid(),
  at: instantSchema,
  /** Over `tokenText`. */
  signature: signatureSchema,
})
export type TokenRequest = z.infer<typeof tokenRequestSchema>

export const tokenReplySchema = z.object({
  token: z.string(),
  tokenEndsAt: instantSchema,
  hubTime: instantSchema,
})
export type TokenReply = z.infer<typeof tokenReplySchema>

/** The text that an enrolling terminal signs. */
export function enrolmentText(request: Omit<EnrolRequest, 'signature'>): string {
  const { code, terminal, publicKey, at, version } = request
  return ['enrol', '1', code, terminal, publicKey, at, version].join('\n')
}

/** The text that a terminal signs for a new token. */
export function tokenText(request: Omit<TokenRequest, 'signature'>): string {
  return ['token', '1', request.terminal, request.at].join('\n')
}
