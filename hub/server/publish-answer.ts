// How the hub answers an order to publish: what terminals will fetch, or what kept it from being published.
import { z } from 'zod'
import type { Result } from '../../shared/core/result.ts'
import type { PublishedSet, PublishProblem } from '../publish/publish.ts'

const publishedSchema = z.object({
  isPublished: z.literal(true),
  what: z.enum(['CONTENT', 'SIGNATURES', 'HEARTBEAT']),
  version: z.int(),
  signedAt: z.string(),
  goodUntil: z.string(),
  files: z.int(),
  newFiles: z.int(),
  newBytes: z.int(),
  roster: z.object({ members: z.int(), oldestAsOf: z.string(), newestAsOf: z.string() }).nullable(),
})

export const publishProblemKinds = [
  'NO_ROOT',
  'NOTHING_PUBLISHED',
  'KEY_MISSING',
  'BAD_REPOSITORY',
  'BAD_ROSTER',
  'ROOT_ENDED',
  'BAD_DOCUMENTS',
  'BUSY',
] as const satisfies readonly PublishProblem['kind'][]

const notPublishedSchema = z.object({
  isPublished: z.literal(false),
  kind: z.enum(publishProblemKinds),
  /** `KEY_MISSING`: which one. */
  role: z.string().optional(),
  /** For technicians. */
  detail: z.string().optional(),
  /** `BAD_DOCUMENTS`: path under `documents/` and what is wrong there. */
  documents: z.array(z.object({ path: z.string(), sentence: z.string() })).optional(),
})

export const publishAnswerSchema = z.discriminatedUnion('isPublished', [publishedSchema, notPublishedSchema])
export type PublishAnswer = z.infer<typeof publishAnswerSchema>

export function publishAnswer(published: Result<PublishedSet, PublishProblem>): PublishAnswer {
  if (published.ok) return { isPublished: true, ...published.value }
  const { error } = published
  return error.kind === 'BAD_DOCUMENTS'
    ? { isPublished: false, kind: error.kind, documents: [...error.documents] }
    : { isPublished: false, ...error }
}
