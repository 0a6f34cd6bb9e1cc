// What a batch changes in the books: services counted, voids taken off, uses moved to the right union when their check comes
// after them. Pure but for what it asks the filing; order of arrival does not change the sums.
import type { AidService } from '../../shared/visit/services.ts'
import { bookingMonth, monthOfDay } from './month.ts'
import type { Filed, Filing, TallyChange } from './visit-store.ts'

interface ServiceUse extends Filed {
  readonly service: AidService
}

/** To be called with the batch's new visits after they were filed. */
export async function bookServices(filing: Filing, fresh: readonly Filed[]): Promise<TallyChange[]> {
  const freshIds = new Set(fresh.map(({ id }) => id))
  const known = new Map(fresh.map((filed) => [filed.id, filed]))
  const voids = fresh.filter(({ kind }) => kind === 'void')
  await learn(filing, known, voids)
  // Only a visit that filled a gap can have others that refer to it already.
  const filledGaps = fresh.filter(({ seq }) => seq < filing.chain.lastSeq)
  const referring = [...(await filing.referringTo(idsOf(filledGaps))), ...fresh]
  for (const filed of referring) known.set(filed.id, filed)
  const touched = new Map(fresh.filter(isService).map((use) => [use.id, use]))
  for (const { refers } of voids) addService(touched, known.get(refers ?? ''))
  for (const filed of referring) if (freshIds.has(filed.refers ?? '')) addService(touched, filed)
  await learn(filing, known, [...touched.values()])
  const mayBeVoided = [...touched.values()].filter(
    ({ id, seq }) => !freshIds.has(id) || seq < filing.chain.lastSeq,
  )
  const voiding = [...(await filing.referringTo(idsOf(mayBeVoided))), ...fresh]

  return [...touched.values()].flatMap((use) => {
    const ofUse = voiding.filter(({ kind, refers }) => kind === 'void' && refers === use.id)
    const wasThere = !freshIds.has(use.id)
    const wasVoided = wasThere && ofUse.some(({ id }) => !freshIds.has(id))
    const checkBefore = wasThere && !freshIds.has(use.refers ?? '') ? known.get(use.refers ?? '') : undefined
    const before = countsOf(filing, use, checkBefore, wasThere, wasVoided)
    const after = countsOf(filing, use, known.get(use.refers ?? ''), true, ofUse.length > 0)
    return difference(before, after)
  })
}

/** Looks up what these refer to, where it is not known yet. */
async function learn(filing: Filing, known: Map<string, Filed>, from: readonly Filed[]): Promise<void> {
  const missing = from.flatMap(({ refers }) => (refers !== null && !known.has(refers) ? [refers] : []))
  if (missing.length === 0) return
  for (const filed of await filing.byIds([...new Set(missing)])) known.set(filed.id, filed)
}

function countsOf(
  filing: Filing,
  use: ServiceUse,
  refers: Filed | undefined,
  isCounted: boolean,
  isVoided: boolean,
): TallyChange {
  const check = refers?.kind === 'check' ? refers : null
  const month = bookingMonth(use.on, filing.lockedMonths)
  return {
    month,
    late: month !== monthOfDay(use.on),
    on: use.on,
    facility: use.facility,
    unionCode: check?.unionCode ?? '',
    service: use.service,
    person: check?.person ?? null,
    uses: isCounted ? 1 : 0,
    voids: isVoided ? 1 : 0,
  }
}

function difference(before: TallyChange, after: TallyChange): TallyChange[] {
  if (before.unionCode === after.unionCode && before.person === after.person) {
    const change = { ...after, uses: after.uses - before.uses, voids: after.voids - before.voids }
    return change.uses === 0 && change.voids === 0 ? [] : [change]
  }
  return [{ ...before, uses: -before.uses, voids: -before.voids }, after].filter(
    ({ uses, voids }) => uses !== 0 || voids !== 0,
  )
}

function isService(filed: Filed): filed is ServiceUse {
  return filed.service !== null
}

function addService(touched: Map<string, ServiceUse>, filed: Filed | undefined): void {
  if (filed && isService(filed)) touched.set(filed.id, filed)
}

const idsOf = (visits: readonly Filed[]): string[] => visits.map(({ id }) => id)
