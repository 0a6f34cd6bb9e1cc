// The wire, frozen: a change of any message without a new version is a red test. To change one: raise `PROTOCOL_VERSION`, say so in
// its history, and write the new fixture with `UPDATE_PROTOCOL=1`.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as enrolment from '../../shared/protocol/enrolment.ts'
import { refusalSchema } from '../../shared/protocol/refusal.ts'
import { statusReplySchema, statusReportSchema } from '../../shared/protocol/status-report.ts'
import { PROTOCOL_HEADER, PROTOCOL_VERSION, protocolHistory } from '../../shared/protocol/version.ts'
import { batchReplySchema, visitBatchSchema } from '../../shared/protocol/visit-batch.ts'
import { VISIT_EVENT_TYPE, visitEventSchema } from '../../shared/protocol/visit-event.ts'

const messages = {
  'enrol-request': enrolment.enrolRequestSchema,
  'enrol-reply': enrolment.enrolReplySchema,
  'token-request': enrolment.tokenRequestSchema,
  'token-reply': enrolment.tokenReplySchema,
  'visit-batch': visitBatchSchema,
  'batch-reply': batchReplySchema,
  'visit-event': visitEventSchema,
  'status-report': statusReportSchema,
  'status-reply': statusReplySchema,
  refusal: refusalSchema,
} as const satisfies Record<string, z.ZodType>

const fixture = new URL(`../fixtures/protocol/v${PROTOCOL_VERSION}.json`, import.meta.url)

function present() {
  const hashes = Object.entries(messages).map(([name, schema]) => {
    const jsonSchema = JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))
    return [name, createHash('sha256').update(jsonSchema).digest('hex')]
  })
  const sample = { code: 'C', terminal: 'T', publicKey: 'K', at: 'A', version: 'V' }
  return {
    version: PROTOCOL_VERSION,
    header: PROTOCOL_HEADER,
    eventType: VISIT_EVENT_TYPE,
    barcodePrefix: enrolment.ENROLMENT_BARCODE_PREFIX,
    signedTexts: [
      enrolment.enrolmentText(sample as never),
      enrolment.tokenText({ terminal: 'T', at: 'A' } as never),
    ],
    messages: Object.fromEntries(hashes),
  }
}

if (process.env.UPDATE_PROTOCOL) writeFileSync(fixture, `${JSON.stringify(present(), null, 2)}\n`)

describe(`the wire, version ${PROTOCOL_VERSION}`, () => {
  it('is what it was when the version was given', () => {
    expect(existsSync(fixture), 'a new version needs its fixture').toBe(true)
    expect(present()).toEqual(JSON.parse(readFileSync(fixture, 'utf8')))
  })

  it('has a history that ends with it', () => {
    expect(protocolHistory.at(-1)?.version).toBe(PROTOCOL_VERSION)
    expect(protocolHistory.map(({ version }) => version)).toEqual(
      Array.from({ length: PROTOCOL_VERSION }, (_, index) => index + 1),
    )
  })

  it('is described by rules that tests cite', () => {
    const spec = readFileSync(new URL('../../shared/protocol/SPEC.md', import.meta.url), 'utf8')
    expect(spec).toContain(`Version ${PROTOCOL_VERSION}.`)
    const rules = [...spec.matchAll(/^- \*\*\[([A-Z]+\d+)\]\*\*/gm)].map(([, rule]) => rule)
    expect(new Set(rules).size).toBe(rules.length)
  })
})
