// The index of a package set: which documents it holds and of which kind. A kind that this version does not know is kept and
// ignored, so that a newer hub can serve older terminals.
import { z } from 'zod'
import { daySchema } from '../core/day.ts'

export const packageKinds = [
  'roster',
  'plan',
  'offers',
  'holidays',
  'directory',
  'merchants',
  'notices',
  'stop-list',
] as const
export type PackageKind = (typeof packageKinds)[number]

const entrySchema = z.strictObject({
  kind: z.string().regex(/^[a-z][a-z-]{0,31}$/),
  /** Distinguishes documents of one kind: the plan's id, the facility's id of offers. */
  id: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,32}$/)
    .optional(),
  path: z.string().regex(/^[a-z0-9][A-Za-z0-9/._-]{0,120}$/),
})
export type PackageEntry = z.infer<typeof entrySchema>

export const packageIndexSchema = z.strictObject({
  format: z.literal('union-card-packages'),
  version: z.literal(1),
  /** When the content last changed. */
  createdAt: z.iso.datetime({ precision: 3 }),
  /** As-of dates of the roster's lists; null: the set has no roster. */
  roster: z
    .strictObject({ oldestAsOf: daySchema, newestAsOf: daySchema, members: z.int().min(0) })
    .nullable(),
  documents: z.array(entrySchema).max(2000),
})
export type PackageIndex = z.infer<typeof packageIndexSchema>
