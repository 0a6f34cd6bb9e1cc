// Visits of one terminal as its journal would write them, in a gapless chain, with ids in order: the same in every run.
import { createHash } from 'node:crypto'
import type { MemberNumber } from '../../shared/card/member-number.ts'
import { type Day, day, dayOfInstant } from '../../shared/core/day.ts'
import { type VisitEvent, visitToEvent } from '../../shared/protocol/visit-event.ts'
import { evaluateCard } from '../../shared/registration/evaluate-card.ts'
import { plan2014 } from '../../shared/registration/plans.ts'
import type { AidService } from '../../shared/visit/services.ts'
import type { Visit, VisitBody } from '../../shared/visit/visit.ts'
import { CHAIN_START, hashVisit } from '../../shared/visit/visit-chain.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

export const terminalA = '0194aaaa-0000-7000-8000-00000000000a'
export const terminalB = '0194bbbb-0000-7000-8000-00000000000b'

export interface ChainOfVisits {
  readonly terminal: string
  readonly visits: readonly Visit[]
  check(number: string | null, options?: { readonly union?: string; readonly isListed?: boolean }): Visit
  service(service: AidService, check: Visit | null): Visit
  voidOf(visit: Visit): Visit
  /** A check and a service for it, as at a counter. */
  serve(number: string, service: AidService, union?: string): readonly [Visit, Visit]
  moveTo(at: string): void
  /** All visits as events, or these. */
  events(visits?: readonly Visit[]): VisitEvent[]
}

export function createChainOfVisits(
  terminal: string = terminalA,
  { at = '2026-07-10T09:00:00+08:00', facility = 'AID-01' } = {},
): ChainOfVisits {
  const visits: Visit[] = []
  let now = Date.parse(at)
  let count = 0

  function newId(): string {
    count += 1
    const ms = now.toString(16).padStart(12, '0')
    return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-${terminal.slice(-4)}${count.toString(16).padStart(8, '0')}`
  }

  function append(body: VisitBody): Visit {
    now += 1000
    const last = visits.at(-1)
    const visit: Visit = {
      v: 1,
      id: newId(),
      terminal,
      facility,
      seq: visits.length + 1,
      prev: last ? hashVisit(last, sha256) : CHAIN_START,
      at: new Date(now).toISOString(),
      on: dayOfInstant(now),
      clock: 'OK',
      body,
    }
    visits.push(visit)
    return visit
  }

  const service = (name: AidService, check: Visit | null): Visit =>
    append({
      kind: 'service',
      service: name,
      checkId: check?.id ?? null,
      standing: check ? 'VALID' : 'NO_CARD',
    })
  const check = (number: string | null, { union = '901', isListed = true } = {}): Visit =>
    append(checkOf(number ?? '9010000001', union, isListed, now + 1000, newId()))

  return {
    terminal,
    visits,
    check,
    service,
    voidOf: (visit) => append({ kind: 'void', voids: visit.id, reason: 'OPERATOR' }),
    serve(number, name, union) {
      const first = check(number, union === undefined ? {} : { union })
      return [first, service(name, first)]
    },
    moveTo(next) {
      now = Date.parse(next)
    },
    events: (chosen = visits) => chosen.map(visitToEvent),
  }
}

function checkOf(number: string, union: string, isListed: boolean, now: number, scanId: string): VisitBody {
  const asOf: Day = day(new Date(now - 86_400_000).toISOString().slice(0, 10))
  const membership = isListed
    ? {
        issuedOn: day('2024-05-20'),
        registeredOn: [day('2025-05-20'), day('2026-05-20')],
        cancelledOn: null,
        stoppedOn: null,
      }
    : null
  const evaluation = evaluateCard({
    membership,
    rosterAsOf: asOf,
    plan: plan2014,
    now,
    on: dayOfInstant(now),
  })
  if (evaluation.kind !== 'answer') throw new Error('the sample must be judged')
  return {
    kind: 'check',
    scanId,
    source: 'virtual',
    number: number as MemberNumber,
    readTwice: false,
    member: membership && { maskedName: '王*明', unionCode: union, membership },
    roster: { asOf, shardSha256: isListed ? 'a'.repeat(64) : null },
    plan: plan2014.id,
    answer: evaluation.answer,
  }
}
