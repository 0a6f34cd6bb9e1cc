// Which bundles can be given together in one sale, and in which variants. Prices nothing.
import type { Applicable } from './applicable.ts'
import { overlap } from './components.ts'
import { isTicketRule } from './rule.ts'

/** Every set of bundles that can be tried, but the empty one. */
export function bundleSets(offers: readonly Applicable[]): Iterable<readonly Applicable[]> {
  const bundles = offers.filter(({ offer }) => !isTicketRule(offer.rule))
  return compatibleSets(bundles.flatMap((bundle) => variantsOf(bundle, offers)))
}

/** The ways to give a bundle. 满减 on top may also be given alone, where what is left after a discount would miss the sum; and it may
 *  leave tickets to other offers that hold for them, and count only the rest. */
function variantsOf(bundle: Applicable, offers: readonly Applicable[]): readonly Applicable[] {
  if (bundle.offer.rule.kind !== 'SPEND_AND_SAVE') return [bundle]
  const { stacksOn, ...alone } = bundle.offer
  return [bundle, ...(stacksOn ? [{ ...bundle, offer: alone }] : [])].flatMap((variant) => {
    const others = offers.filter((one) => one.offer.rule.kind !== 'SPEND_AND_SAVE' && !mayStack(variant, one))
    const lots = new Set([...variant.lots].filter((lot) => !others.some((one) => one.lots.has(lot))))
    const isRest = lots.size > 0 && lots.size < variant.lots.size
    return isRest ? [variant, { ...variant, lots }] : [variant]
  })
}

/** Every non-empty set of bundles in which no ticket is used twice, but where one may be given on top of the other. */
function* compatibleSets(
  bundles: readonly Applicable[],
  chosen: readonly Applicable[] = [],
): Generator<readonly Applicable[]> {
  for (const [at, bundle] of bundles.entries()) {
    if (chosen.some((other) => isInConflict(bundle, other))) continue
    const more = [...chosen, bundle]
    yield more
    yield* compatibleSets(bundles.slice(at + 1), more)
  }
}

function isInConflict(a: Applicable, b: Applicable): boolean {
  return overlap(a.lots, b.lots) && !mayStack(a, b) && !mayStack(b, a)
}

export function mayStack(top: Applicable, below: Applicable): boolean {
  return top.offer.stacksOn?.includes(below.offer.id) === true
}
