// The manifest of a roster: which files belong together. The only text file of a set; everything else is named by its SHA-256.
// Must not know disks. Signatures will wrap it, not change it.
import { z } from 'zod'
import { type Day, daySchema } from '../core/day.ts'
import { err, ok, type Result } from '../core/result.ts'
import { unionCodeSchema } from '../registration/member.ts'
import { MAX_RAW_BYTES } from './shard-columns.ts'
import { decodeUtf8 } from './utf8.ts'

/** Longest manifest a terminal reads: a thousand unions need a third of it. */
export const MAX_MANIFEST_BYTES = 1024 * 1024

const fileSchema = z.strictObject({
  rows: z.int().min(0),
  /** Size as published, one zstd frame. */
  bytes: z.int().min(1).max(MAX_RAW_BYTES),
  /** Size after decompression; the decoder is given exactly this much room. */
  rawBytes: z.int().min(8).max(MAX_RAW_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type RosterFile = z.infer<typeof fileSchema>

const unionSchema = fileSchema.extend({
  code: unionCodeSchema,
  name: z.string().min(1).max(100),
  nameEn: z.string().min(1).max(200).optional(),
  /** Printed prefixes this union is the home of: its own, and those of unions merged into it. May be none. */
  prefixes: z.array(unionCodeSchema),
  /** As-of date of the union's list. */
  asOf: daySchema,
})
export type RosterUnion = z.infer<typeof unionSchema>

export const manifestSchema = z
  .strictObject({
    format: z.literal('union-card-roster'),
    version: z.literal(1),
    createdAt: z.iso.datetime({ precision: 3 }),
    unions: z.array(unionSchema).min(1).max(1000),
    moved: fileSchema,
  })
  .refine(({ unions }) => isDistinct(unions.map(({ code }) => code)), { error: 'a union is listed twice' })
  .refine(({ unions }) => isDistinct(unions.flatMap(({ prefixes }) => prefixes)), {
    error: 'a prefix has two homes',
  })
export type Manifest = z.infer<typeof manifestSchema>

/** `WRONG_VERSION` a manifest of another version · `OVERSIZED_FILE` announces a file beyond the cap · `BAD_MANIFEST` anything
 *  else; `detail` is for the log. */
export interface ManifestProblem {
  readonly kind: 'BAD_MANIFEST' | 'WRONG_VERSION' | 'OVERSIZED_FILE'
  readonly detail: string
}

export function parseManifest(bytes: Uint8Array): Result<Manifest, ManifestProblem> {
  const parsed = manifestSchema.safeParse(parseJson(decodeUtf8(bytes)))
  if (parsed.success) return ok(parsed.data)
  const { issues } = parsed.error
  const detail = issues.slice(0, 3).map(({ path, message }) => `${path.join('.')}: ${message}`)
  return err({ kind: kindOf(issues), detail: detail.join('; ') })
}

function kindOf(issues: readonly z.core.$ZodIssue[]): ManifestProblem['kind'] {
  if (issues.some(({ path }) => path[0] === 'version')) return 'WRONG_VERSION'
  const isOversized = issues.every(
    ({ code, path }) => code === 'too_big' && /^(raw)?bytes$/i.test(String(path.at(-1))),
  )
  return isOversized ? 'OVERSIZED_FILE' : 'BAD_MANIFEST'
}

function parseJson(json: string | null): unknown {
  try {
    return json === null ? null : JSON.parse(json)
  } catch {
    return null
  }
}

/** One union a line, so that two manifests can be compared by eye and by `diff`. */
export function formatManifest({ unions, moved, ...head }: Manifest): string {
  const lines = unions
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((union) => `  ${JSON.stringify(union)}`)
  const start = JSON.stringify(head).slice(0, -1)
  return `${start},\n "unions": [\n${lines.join(',\n')}\n ],\n "moved": ${JSON.stringify(moved)}}\n`
}

/** Every file of the set: the unions' shards and the moved index. */
export function filesOf(manifest: Manifest): readonly RosterFile[] {
  return [...manifest.unions, manifest.moved]
}

/** Oldest and newest as-of date of a set's lists. */
export function asOfRange({ unions }: Manifest): { readonly oldest: Day; readonly newest: Day } {
  const days = unions.map(({ asOf }) => asOf).sort()
  return { oldest: days[0] as Day, newest: days.at(-1) as Day }
}

function isDistinct(codes: readonly string[]): boolean {
  return new Set(codes).size === codes.length
}
