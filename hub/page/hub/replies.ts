// What the admin API answers, as the page reads it: the hub's own schemas where it has them, so that both sides agree by compiler.
import { z } from 'zod'
import { listColumns } from '../../import/csv-columns.ts'
import { rowProblems } from '../../import/import-report.ts'
import { terminalLineSchema } from '../../server/office.ts'

export const doneSchema = z.object({ done: z.boolean() })

export const terminalsSchema = z.object({ terminals: z.array(terminalLineSchema), hubTime: z.string() })
export type Terminals = z.infer<typeof terminalsSchema>

const reportSchema = z.object({
  accepted: z.int(),
  rejected: z.int(),
  problems: z.array(
    z.object({
      line: z.int(),
      code: z.enum(keysOf(rowProblems)),
      column: z.enum(keysOf(listColumns)).optional(),
      maskedNumber: z.string().optional(),
      position: z.int().optional(),
    }),
  ),
  problemsTotal: z.int(),
})
export type ImportReport = z.infer<typeof reportSchema>

export const importProblemKinds = [
  'NO_GOOD_ROWS',
  'NAME_NEEDED',
  'FUTURE_AS_OF',
  'TOO_LARGE',
  'NOT_TEXT',
  'WRONG_ENCODING',
  'NO_HEADER',
  'DUPLICATE_HEADER',
  'UNREADABLE',
  'BROKEN_CSV',
  'BAD_MANIFEST',
  'SHARD_DAMAGED',
] as const

export const importReplySchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    unionCode: z.string(),
    name: z.string(),
    asOf: z.string(),
    encoding: z.string(),
    report: reportSchema,
    rows: z.int(),
    replacedAsOf: z.string().nullable(),
    listedTwice: z.int(),
  }),
  z.object({
    ok: z.literal(false),
    kind: z.enum(importProblemKinds),
    detail: z.string().optional(),
    report: reportSchema.optional(),
  }),
])
export type ImportReply = z.infer<typeof importReplySchema>

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[]
}
