// The whole state a screen draws. The terminal pushes all of it, every time: a few hundred bytes, so that reload and reconnect
// need no code. It holds only what may be seen at the counter: masked names and numbers.
import { z } from 'zod'
import { inputRefusals } from '../card/refusal.ts'
import { daySchema } from '../core/day.ts'
import { packageProblemKinds } from '../packages/package-problem.ts'
import { answerFlags, cardStates, judgementRefusals, protectionStates } from '../registration/answer.ts'
import { aidServices } from '../visit/services.ts'
import { standings } from '../visit/visit.ts'

const instantSchema = z.number()

export const protectionLineSchema = z.strictObject({
  on: daySchema,
  protection: z.enum(protectionStates),
  protectionFrom: daySchema.nullable(),
  protectionTo: daySchema.nullable(),
  nextProtectionFrom: daySchema.nullable(),
  nextProtectionTo: daySchema.nullable(),
})
export type ProtectionLine = z.infer<typeof protectionLineSchema>

const unionNameSchema = z.strictObject({ code: z.string(), name: z.string() })

/** The person as the counter may see them. */
export const personSchema = z.strictObject({
  /** 901****123 */
  maskedNumber: z.string(),
  /** 王*明; null: not in the roster. */
  maskedName: z.string().nullable(),
  /** Current union by the roster; null: not in the roster. */
  union: unionNameSchema.nullable(),
  /** Union printed on the card, only where it differs from the current one and its code is known. */
  printedUnion: unionNameSchema.nullable(),
})
export type Person = z.infer<typeof personSchema>

/** The two answers as shown, or why there are none. */
export const verdictSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answer'),
    card: z.enum(cardStates),
    validUntil: daySchema.nullable(),
    /** First valid day of a card that is `NOT_YET` valid. */
    validFrom: daySchema.nullable(),
    /** Soft reminder in the registration window; on its last day `LAST_DAY`. */
    reminder: z.enum(['OPEN', 'LAST_DAY']).nullable(),
    flags: z.array(z.enum(answerFlags)),
    protection: protectionLineSchema,
    /** What the member's plan pays, in fen, keyed by benefit; empty unless `IN_FORCE`. Null amount: unknown. */
    benefits: z.array(z.strictObject({ id: z.string(), amountFen: z.int().nullable() })),
    /** As-of date of the roster the answer was derived from. */
    rosterAsOf: daySchema,
  }),
  z.strictObject({
    kind: z.literal('notJudged'),
    why: z.enum(judgementRefusals),
    rosterAsOf: daySchema.nullable(),
  }),
])
export type Verdict = z.infer<typeof verdictSchema>

/** A service recorded on the present screen, so that it can be shown and taken back. */
const recordedServiceSchema = z.strictObject({
  visitId: z.uuid(),
  service: z.enum(aidServices),
  standing: z.enum(standings),
  at: instantSchema,
  voided: z.boolean(),
})

/** Why something was not written to disk. Nothing is shown as recorded that is not. */
export const storeFaults = ['DISK_FULL', 'DATA_FOLDER_MISSING', 'STORE_FAILED'] as const
export type StoreFault = (typeof storeFaults)[number]

/** How an enrolment by scanned code went. `NO_HUB`: this terminal has no address of a hub · `NOT_KEPT`: the disk refused. */
export const enrolmentOutcomes = [
  'WAITING',
  'ENROLLED',
  'BAD_CODE',
  'NO_SUCH_CODE',
  'UNREACHABLE',
  'REFUSED',
  'NO_HUB',
  'NOT_KEPT',
] as const
export type EnrolmentOutcome = (typeof enrolmentOutcomes)[number]

export const screenSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  /** A typed number found a member: is it this person? Shown with the number as typed. */
  z.strictObject({ kind: z.literal('confirm'), typedNumber: z.string(), person: personSchema }),
  z.strictObject({
    kind: z.literal('result'),
    checkId: z.uuid(),
    at: instantSchema,
    person: personSchema,
    verdict: verdictSchema,
    readTwice: z.boolean(),
    services: z.array(recordedServiceSchema),
  }),
  /** Choose a service for somebody without a card; after recording, the services stay until cleared. */
  z.strictObject({ kind: z.literal('noCard'), services: z.array(recordedServiceSchema) }),
  /** Text that is not a card, or a read that is not a scan. */
  z.strictObject({
    kind: z.literal('refusal'),
    code: z.enum([
      ...inputRefusals,
      'INPUT_METHOD',
      'WRONG_KEYS',
      'ALT_CODES',
      'TOO_LONG',
      'NO_READ',
      'WRONG_MODE',
    ]),
    at: instantSchema,
  }),
  z.strictObject({ kind: z.literal('fault'), code: z.enum(storeFaults), at: instantSchema }),
  /** An enrolment code was scanned (EN7). */
  z.strictObject({ kind: z.literal('enrolment'), outcome: z.enum(enrolmentOutcomes), at: instantSchema }),
])
export type Screen = z.infer<typeof screenSchema>

export const scannerLightSchema = z.strictObject({
  id: z.string(),
  source: z.enum(['wedge', 'serial', 'hid', 'camera', 'virtual']),
  status: z.enum(['ready', 'disconnected', 'denied', 'failed']),
})
export type ScannerLight = z.infer<typeof scannerLightSchema>

export const rosterLightSchema = z.strictObject({
  status: z.enum(['READY', 'MISSING', 'DAMAGED']),
  /** Newest as-of date of the set in use; a union whose own list is older shows its date with the answer. */
  asOf: daySchema.nullable(),
  members: z.int(),
  /** Whole days between `asOf` and today; negative: the clock is behind. */
  ageDays: z.int().nullable(),
  /** Older than the facility's setting: worth a warning, never a reason to refuse (PK4). */
  isOld: z.boolean(),
})
export type RosterLight = z.infer<typeof rosterLightSchema>

export const packagesLightSchema = z.strictObject({
  /** Version of the set in use; null: none yet. */
  version: z.int().nullable(),
  /** When somebody last vouched for it, and whole days since. */
  signedOn: daySchema.nullable(),
  ageDays: z.int().nullable(),
  /** A newer set is being taken; null: none now. */
  progress: z
    .strictObject({ step: z.enum(['METADATA', 'FILES', 'CHECKING']), percent: z.int().min(0).max(100) })
    .nullable(),
  /** Why the last try brought nothing; the set in use serves all the same. */
  problem: z.enum(packageProblemKinds).nullable(),
})
export type PackagesLight = z.infer<typeof packagesLightSchema>

/** A sample card of the demo dock. `code` is SVG with a real Code 128 that a scanner reads off the screen. */
const dockCardSchema = z.strictObject({ id: z.string(), codeSvg: z.string() })

export const demoSchema = z.strictObject({
  plugged: z.boolean(),
  /** The demo's own hub: stopping it is pulling the network plug. */
  hub: z.enum(['STARTING', 'RUNNING', 'STOPPED', 'FAILED']),
  /** Day the clock was set to; null: the real one. */
  setDay: daySchema.nullable(),
  /** Days worth trying, each with the id of its label in the words. */
  days: z.array(z.strictObject({ id: z.string(), on: daySchema })),
  /** Ids of sample cards, in dock order; their barcodes come from the call `demoCodes`. */
  cards: z.array(z.string()),
})
export type DemoState = z.infer<typeof demoSchema>

export const todayRowSchema = z.strictObject({
  visitId: z.uuid(),
  at: instantSchema,
  seq: z.int(),
  /** `CHECK`: a card was presented and no service recorded for it. */
  what: z.enum(['CHECK', ...aidServices]),
  standing: z.enum(standings),
  /** Null without a card, for unknown members, and for sensitive services. */
  maskedName: z.string().nullable(),
  maskedNumber: z.string().nullable(),
  /** The person is known but not shown, because the service is sensitive. */
  hidden: z.boolean(),
  voided: z.boolean(),
})
export type TodayRow = z.infer<typeof todayRowSchema>

export const dockCodesSchema = z.array(dockCardSchema)

export const terminalStateSchema = z.strictObject({
  /** Rises with every push. */
  revision: z.int(),
  mode: z.enum(['demo', 'live']),
  facility: z.strictObject({ id: z.string(), name: z.string(), nameEn: z.string() }),
  /** The terminal's clock minus the machine's, in milliseconds; 0 outside demo mode. */
  clockOffsetMs: z.number(),
  /** Today by the terminal's clock. */
  today: daySchema,
  screen: screenSchema,
  /** When the screen goes back to idle by itself (terminal's clock); null: it stays. */
  clearsAt: instantSchema.nullable(),
  roster: rosterLightSchema,
  /** Absent: this terminal takes no signed packages. */
  packages: packagesLightSchema.optional(),
  scanners: z.array(scannerLightSchema),
  /** `NONE`: no hub is configured. */
  network: z.enum(['NONE', 'ONLINE', 'OFFLINE']),
  /** Visits on this disk that no hub has acknowledged yet. */
  queued: z.int(),
  /** `BEHIND`: the terminal's clock is earlier than the hub, the packages or the roster say (CK2); visits are marked. */
  clock: z.enum(['OK', 'BEHIND']),
  /** Services recorded today and not voided. */
  servicesToday: z.int(),
  demo: demoSchema.nullable(),
})
export type TerminalState = z.infer<typeof terminalStateSchema>
