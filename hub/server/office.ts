// What the staff of a hub ask of it, from the command line or from the admin page: one list of orders, with their shapes. Done by
// `local-office.ts` over the hub itself, or by `remote-office.ts` over HTTP when a running hub holds the database.
import { z } from 'zod'
import { daySchema } from '../../shared/core/day.ts'
import { statusReportSchema } from '../../shared/protocol/status-report.ts'
import { quarantineCodes } from '../../shared/protocol/visit-batch.ts'
import type { Month } from '../ingest/month.ts'
import type { MonthReport } from '../report/month-report.ts'
import type { Verification } from '../verify/verify-terminal.ts'

const shortText = z.string().trim().min(1).max(64)

export const facilitySchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
  name: shortText,
  nameEn: shortText,
})

export const enrolOrderSchema = z.strictObject({
  facility: facilitySchema,
  /** How long the code is good. */
  hours: z.int().min(1).max(720).default(24),
  /** Lets this known terminal come back with another device key. */
  terminal: z.uuid().optional(),
})
export type EnrolOrder = z.input<typeof enrolOrderSchema>

export const issuedCodeSchema = z.object({ code: z.string(), barcodeText: z.string(), endsAt: z.string() })
export type IssuedCode = z.infer<typeof issuedCodeSchema>

/** As the admin API gives it: with its barcode as SVG text. */
export const shownCodeSchema = issuedCodeSchema.extend({ barcodeSvg: z.string() })

export const terminalLineSchema = z.object({
  terminal: z.string(),
  facility: z.object({ id: z.string(), name: z.string(), nameEn: z.string() }),
  version: z.string(),
  enrolledAt: z.string(),
  revokedAt: z.string().nullable(),
  lastContactAt: z.string().nullable(),
  /** What it last told of itself. */
  status: statusReportSchema
    .omit({ terminal: true })
    .extend({ rosterAsOf: z.string().nullable() })
    .nullable(),
  /** Days between the newest list it judges with and today; null: it has none, or has not told. */
  rosterAgeDays: z.int().nullable(),
  ackSeq: z.int(),
  lastSeq: z.int(),
})
export type TerminalLine = z.infer<typeof terminalLineSchema>

export const importedVisitsSchema = z.object({
  accepted: z.int(),
  duplicate: z.int(),
  quarantined: z.array(z.object({ id: z.string(), code: z.enum(quarantineCodes) })),
  terminals: z.array(z.string()),
})
export type ImportedVisits = z.infer<typeof importedVisitsSchema>

export const rosterOrderSchema = z.object({
  union: z.string().regex(/^\d{3}$/),
  name: shortText.optional(),
  asOf: daySchema.optional(),
})

export interface Office {
  terminals(): Promise<readonly TerminalLine[]>
  enrol(order: EnrolOrder): Promise<IssuedCode>
  /** False: no such terminal. */
  revoke(terminal: string): Promise<boolean>
  /** Null: nothing is known of such a terminal. */
  verify(terminal: string): Promise<Verification | null>
  month(month: Month): Promise<MonthReport>
  /** False: it was closed before. */
  lockMonth(month: Month): Promise<boolean>
  /** Some events of an export (OB8), of any terminals, each with an `id`. */
  importEvents(events: readonly unknown[]): Promise<ImportedVisits>
  close(): Promise<void>
}
