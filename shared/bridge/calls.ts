// What a screen may ask of the terminal: the methods, their parameters and their results. Checked on both sides.
import { z } from 'zod'
import { daySchema } from '../core/day.ts'
import { aidServices } from '../visit/services.ts'
import { dockCodesSchema, protectionLineSchema, todayRowSchema } from './state.ts'

const nothing = z.strictObject({})

export const calls = {
  /** A wedge or camera read in the page. `agoMs`: how long before this call the last key fell. */
  scan: {
    params: z.strictObject({
      scanId: z.uuid(),
      text: z.string().max(4096),
      agoMs: z.number().min(0).max(60_000),
      source: z.enum(['wedge', 'camera']),
    }),
    result: nothing,
  },
  /** The page saw a read that is not a scan. Says why, never what. */
  disturbed: {
    params: z.strictObject({
      disturbance: z.enum(['INPUT_METHOD', 'WRONG_KEYS', 'ALT_CODES', 'TOO_LONG', 'NO_READ', 'WRONG_MODE']),
    }),
    result: nothing,
  },
  /** A number typed by hand; answered by the screens `confirm` or `refusal`. */
  type: { params: z.strictObject({ text: z.string().max(256) }), result: nothing },
  /** On the screen `confirm`: is it the person in front of me? `false` goes back to idle. */
  confirm: { params: z.strictObject({ accept: z.boolean() }), result: nothing },
  /** Record a service for the card on the screen, or without a card on the screen `noCard`. */
  recordService: { params: z.strictObject({ service: z.enum(aidServices) }), result: nothing },
  /** Open the screen `noCard`: choose a service for somebody without a card. */
  withoutCard: { params: nothing, result: nothing },
  /** Void a service of today. */
  undo: { params: z.strictObject({ visitId: z.uuid() }), result: nothing },
  /** Back to idle. */
  clear: { params: nothing, result: nothing },
  /** Today's visits, newest first. */
  listToday: { params: nothing, result: z.array(todayRowSchema) },
  /** Was the member on the screen protected on that day? */
  coveredOn: {
    params: z.strictObject({ on: daySchema }),
    result: protectionLineSchema,
  },
  /** Demo mode only: read a card of the dock with the virtual scanner. */
  demoScan: { params: z.strictObject({ cardId: z.string().max(32) }), result: nothing },
  /** Demo mode only: the barcodes of the dock, once after connecting. */
  demoCodes: { params: nothing, result: dockCodesSchema },
  /** Demo mode only: plug or unplug the virtual scanner. */
  demoPlug: { params: z.strictObject({ plugged: z.boolean() }), result: nothing },
  /** Demo mode only: start or stop the demo's hub, as if the network came or went. */
  demoHub: { params: z.strictObject({ running: z.boolean() }), result: nothing },
  /** Demo mode only: set the terminal's clock to a day (same time of day), null: back to the real one. */
  demoSetDay: { params: z.strictObject({ on: daySchema.nullable() }), result: nothing },
} as const

export type Calls = typeof calls
export type Method = keyof Calls
export type Params<M extends Method> = z.infer<Calls[M]['params']>
export type Reply<M extends Method> = z.infer<Calls[M]['result']>
