// The stop list: numbers that must not be honoured from now on, faster than the next roster (PK8). Small on purpose: a number
// stays on it only until its union's list says the same.
import { z } from 'zod'
import { memberNumberSchema } from '../card/member-number.ts'
import { daySchema } from '../core/day.ts'

export const MAX_STOPPED_NUMBERS = 20_000

export const stopListSchema = z
  .strictObject({
    format: z.literal('union-card-stop-list'),
    version: z.literal(1),
    /** Date of the list: the day a number on it counts as stopped from. Null: there has been none yet. */
    asOf: daySchema.nullable(),
    numbers: z
      .array(memberNumberSchema)
      .max(MAX_STOPPED_NUMBERS)
      // Ascending, each once: the same list is the same bytes.
      .refine((numbers) => numbers.every((number, at) => at === 0 || (numbers[at - 1] ?? '') < number), {
        error: 'numbers must be ascending, each once',
      }),
  })
  .refine(({ asOf, numbers }) => asOf !== null || numbers.length === 0, {
    error: 'a list with numbers needs its date',
  })
export type StopList = z.infer<typeof stopListSchema>

export const noStops: StopList = { format: 'union-card-stop-list', version: 1, asOf: null, numbers: [] }
