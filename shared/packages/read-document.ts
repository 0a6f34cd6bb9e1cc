// From the bytes of a published document to the document, or a sentence that says where it is wrong. Used alike by the hub before
// signing and by the terminal before switching (PK7).
import type { z } from 'zod'
import { err, ok, type Result } from '../core/result.ts'
import { checkOffers } from '../offers/check-offers.ts'
import type { OffersDocument } from '../offers/offers-document.ts'
import { sayProblem } from '../offers/offers-problem.ts'
import { decodeUtf8 } from '../roster/utf8.ts'
import { type Directory, directorySchema } from './directory.ts'
import { type Holidays, holidaysSchema } from './holidays.ts'
import { type Merchants, merchantsSchema } from './merchants.ts'
import { type Notices, noticesSchema } from './notices.ts'
import { type PackageEntry, type PackageIndex, packageIndexSchema } from './package-index.ts'
import { failingExample, type PlanDocument, planDocumentSchema } from './plan-document.ts'
import { type StopList, stopListSchema } from './stop-list.ts'

/** Longest document a terminal reads into memory; shards are not documents. */
export const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024

export type PackageDocument =
  | { readonly kind: 'plan'; readonly plan: PlanDocument }
  | { readonly kind: 'offers'; readonly offers: OffersDocument }
  | { readonly kind: 'holidays'; readonly holidays: Holidays }
  | { readonly kind: 'directory'; readonly directory: Directory }
  | { readonly kind: 'merchants'; readonly merchants: Merchants }
  | { readonly kind: 'notices'; readonly notices: Notices }
  | { readonly kind: 'stop-list'; readonly stopList: StopList }

/** Null: a kind that is not read here, as the roster's manifest or a kind of a later version. */
export function readDocument(
  { kind, id }: Pick<PackageEntry, 'kind' | 'id'>,
  bytes: Uint8Array,
): Result<PackageDocument | null, string> {
  switch (kind) {
    case 'plan':
      return readPlan(id, bytes)
    case 'offers':
      return readOffersOf(id, bytes)
    case 'holidays':
      return mapped(read(holidaysSchema, bytes), (holidays) => ({ kind, holidays }))
    case 'directory':
      return mapped(read(directorySchema, bytes), (directory) => ({ kind, directory }))
    case 'merchants':
      return mapped(read(merchantsSchema, bytes), (merchants) => ({ kind, merchants }))
    case 'notices':
      return mapped(read(noticesSchema, bytes), (notices) => ({ kind, notices }))
    case 'stop-list':
      return mapped(read(stopListSchema, bytes), (stopList) => ({ kind, stopList }))
    default:
      return ok(null)
  }
}

export function readIndex(bytes: Uint8Array): Result<PackageIndex, string> {
  return read(packageIndexSchema, bytes)
}

/** Two spaces and a newline at the end: readable, and the same content is the same bytes. */
export function formatDocument(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`
}

function readPlan(id: string | undefined, bytes: Uint8Array): Result<PackageDocument, string> {
  const plan = read(planDocumentSchema, bytes)
  if (!plan.ok) return plan
  if (plan.value.id !== id) return err(`the plan calls itself ${plan.value.id}, the index ${id}`)
  const failure = failingExample(plan.value)
  return failure === null ? ok({ kind: 'plan', plan: plan.value }) : err(failure)
}

function readOffersOf(id: string | undefined, bytes: Uint8Array): Result<PackageDocument, string> {
  const json = readJson(bytes)
  if (!json.ok) return json
  const checked = checkOffers(json.value)
  if (!checked.ok) return err(firstMistakes(checked.error.map(sayProblem)))
  const { document } = checked.value
  return document.facility === id
    ? ok({ kind: 'offers', offers: document })
    : err(`the offers are those of ${document.facility}, the index says ${id}`)
}

function read<Schema extends z.ZodType>(schema: Schema, bytes: Uint8Array): Result<z.output<Schema>, string> {
  const json = readJson(bytes)
  if (!json.ok) return json
  const parsed = schema.safeParse(json.value)
  return parsed.success ? ok(parsed.data) : err(sentence(parsed.error))
}

function readJson(bytes: Uint8Array): Result<unknown, string> {
  try {
    return ok(JSON.parse(decodeUtf8(bytes) ?? ''))
  } catch {
    return err('is not JSON in UTF-8')
  }
}

/** Every mistake with its place. What was read is not repeated: it may hold numbers. */
function sentence(error: z.ZodError): string {
  return firstMistakes(error.issues.map(({ path, message }) => `${path.join('.') || 'document'}: ${message}`))
}

function firstMistakes(mistakes: readonly string[]): string {
  return mistakes.slice(0, 3).join('; ')
}

function mapped<A, B extends PackageDocument>(
  result: Result<A, string>,
  wrap: (value: A) => B,
): Result<B, string> {
  return result.ok ? ok(wrap(result.value)) : result
}
