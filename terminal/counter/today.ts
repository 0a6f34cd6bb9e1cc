// Today's visits as the desk may see them: newest first, a check folded into the services it led to, sensitive services
// without the person (DOMAIN: privacy at the aid centre).
import type { TodayRow } from '../../shared/bridge/state.ts'
import { maskNumber } from '../../shared/card/mask.ts'
import { isSensitive } from '../../shared/visit/services.ts'
import type { CardCheck, Standing, Visit } from '../../shared/visit/visit.ts'

export function todayRows(visits: readonly Visit[]): TodayRow[] {
  const checks = new Map<string, CardCheck>()
  const voided = new Set<string>()
  const served = new Set<string>()
  for (const { id, body } of visits) {
    if (body.kind === 'check') checks.set(id, body)
    if (body.kind === 'void') voided.add(body.voids)
    if (body.kind === 'service' && body.checkId) served.add(body.checkId)
  }
  const rows: TodayRow[] = []
  for (const visit of visits) {
    const { body } = visit
    const common = {
      visitId: visit.id,
      at: Date.parse(visit.at),
      seq: visit.seq,
      voided: voided.has(visit.id),
    }
    if (body.kind === 'check' && !served.has(visit.id)) {
      rows.push({ ...common, what: 'CHECK', standing: standingOf(body), ...shown(body, false) })
    }
    if (body.kind === 'service') {
      const check = body.checkId ? checks.get(body.checkId) : undefined
      rows.push({
        ...common,
        what: body.service,
        standing: body.standing,
        ...shown(check, isSensitive(body.service)),
      })
    }
  }
  return rows.reverse()
}

/** Services given on the day and not taken back. */
export function countServices(visits: readonly Visit[]): number {
  let services = 0
  for (const { body } of visits) {
    if (body.kind === 'service') services += 1
    if (body.kind === 'void') services -= 1
  }
  return services
}

function standingOf(check: CardCheck): Standing {
  return 'refused' in check.answer ? 'NOT_JUDGED' : check.answer.card
}

function shown(
  check: CardCheck | undefined,
  hidden: boolean,
): Pick<TodayRow, 'maskedName' | 'maskedNumber' | 'hidden'> {
  if (!check || hidden) return { maskedName: null, maskedNumber: null, hidden: hidden && check !== undefined }
  return {
    maskedName: check.member?.maskedName ?? null,
    maskedNumber: maskNumber(check.number),
    hidden: false,
  }
}
