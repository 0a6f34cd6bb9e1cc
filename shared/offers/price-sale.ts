// What a sale costs and why: tickets, the offers that hold, the lowest total, surcharges, uses. Pure, whole fen, the same answer in
// every order of the lines; the hub derives it again.
import type { Day } from '../core/day.ts'
import { ok, type Result } from '../core/result.ts'
import { type Applicability, applicabilityOf } from './applicable.ts'
import { cheapest } from './cheapest.ts'
import { componentsOf } from './components.ts'
import type { OffersDocument } from './offers-document.ts'
import type { PriceContext, Shopper } from './price-context.ts'
import type { Priced } from './priced.ts'
import type { Sale, SaleProblem } from './sale.ts'
import { savedByOffer, ticketsOf, usesOf } from './sold.ts'
import { surchargesOf } from './surcharges.ts'
import { cardSteps, choiceSteps, offerSteps, priceSteps } from './tell.ts'
import { type Lot, lotsOf, saleDay } from './tickets.ts'
import type { Step } from './trail.ts'

/** `document` has been checked (`check-offers.ts`). */
export function priceSale(
  document: OffersDocument,
  sale: Sale,
  context: PriceContext,
): Result<Priced, SaleProblem> {
  const lots = lotsOf(document, sale)
  return lots.ok ? ok(priced(document, lots.value, saleDay(sale), context)) : lots
}

function priced(document: OffersDocument, lots: readonly Lot[], on: Day, context: PriceContext): Priced {
  const { surcharges = [], offers } = document
  const { holidays } = context
  const shopper = entitled(context)
  const held = shopper ? applicabilityOf(offers, lots, on, shopper, context) : none
  const parts = componentsOf(lots.length, held.applicable).map((part) => ({
    ...part,
    outcome: cheapest(lots, part.lots, part.offers),
  }))
  const outcomes = parts.map(({ outcome }) => outcome)

  const due = surchargesOf(surcharges, lots, holidays)
  const listFen = sum(lots.map(({ listFen, quantity }) => listFen * quantity))
  const goodsFen = sum(outcomes.map(({ totalFen }) => totalFen))
  const surchargeFen = sum(due.map(({ fen }) => fen))
  const payFen = goodsFen + surchargeFen
  const saved = savedByOffer(outcomes)
  const used = offers.filter(({ id }) => saved.has(id))

  const trail: Step[] = [
    { code: 'LIST', fen: listFen },
    ...cardSteps(context),
    ...offerSteps(offers, held, lots),
    ...parts.flatMap((part) => choiceSteps(lots, part)),
    ...outcomes.flatMap((outcome) => priceSteps(outcome, lots)),
    ...due.map((one): Step => ({ code: 'SURCHARGE', ...one })),
    { code: 'PAYABLE', fen: payFen },
  ]
  return {
    listFen,
    savedFen: listFen - goodsFen,
    surchargeFen,
    payFen,
    tickets: ticketsOf(outcomes, lots, surcharges, holidays),
    reductions: outcomes.flatMap(({ saves }) =>
      saves.map(({ by, savedFen }) => ({ offer: by.offer.id, fen: savedFen })),
    ),
    surcharges: due,
    offers: used.map(({ id }) => ({ offer: id, savedFen: saved.get(id) ?? 0 })),
    holderOnly: used.some(({ holderOnly }) => holderOnly === true),
    uses: shopper ? usesOf(outcomes, lots, on, shopper, context.terminal) : [],
    trail,
  }
}

const none: Applicability = { applicable: [], refused: [] }
const sum = (amounts: readonly number[]) => amounts.reduce((total, fen) => total + fen, 0)

/** Discounts need a valid card; an unconfirmed one only with a supervisor's word. */
function entitled({ card, allowUnconfirmed, shopper }: PriceContext): Shopper | null {
  return card === 'VALID' || (card === 'UNCONFIRMED' && allowUnconfirmed) ? shopper : null
}
