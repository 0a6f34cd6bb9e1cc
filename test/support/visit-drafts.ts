// Visits to put into journals.
import { type Day, day } from '../../shared/core/day.ts'
import type { VisitDraft } from '../../shared/visit/visit.ts'

export const DRAFT_NUMBER = '9010000123'

/** A card check without a roster, on a day. */
export function checkDraft(
  newId: () => string,
  terminal: string,
  on: string | Day = '2014-09-10',
): VisitDraft {
  const body = {
    kind: 'check',
    scanId: newId(),
    source: 'serial',
    number: DRAFT_NUMBER,
    readTwice: false,
    member: null,
    roster: null,
    plan: '2014',
    answer: { refused: 'ROSTER_MISSING' },
  } as VisitDraft['body']
  const at = `${on}T02:00:00.000Z`
  return { id: newId(), terminal, facility: 'TEST', at, on: day(on), clock: 'OK', body }
}
