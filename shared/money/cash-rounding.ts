// Cash rounding (抹零): a last step of its own, for cash only; its difference is a line of its own (DOMAIN §5).
// Must not know what was sold.

export const cashRoundings = [
  'NONE',
  'DROP_FEN',
  'NEAREST_JIAO',
  'UP_TO_JIAO',
  'DROP_JIAO',
  'NEAREST_YUAN',
] as const
/** In this order: none · 抹分 · 四舍五入到角 · 见分进角 · 抹角 · 四舍五入到元. */
export type CashRounding = (typeof cashRoundings)[number]

export interface CashAmount {
  /** 实收. */
  readonly receivedFen: number
  /** 抹零, to be added to what is payable: negative when the member pays less. */
  readonly differenceFen: number
}

/** Of a refund the inverse of the sale is taken, so that a void returns exactly what was received. */
export function roundCash(payFen: number, rounding: CashRounding): CashAmount {
  const size = rounded(Math.abs(payFen), rounding)
  const receivedFen = payFen < 0 ? -size : size
  return { receivedFen, differenceFen: receivedFen - payFen }
}

function rounded(fen: number, rounding: CashRounding): number {
  switch (rounding) {
    case 'NONE':
      return fen
    case 'DROP_FEN':
      return fen - (fen % 10)
    case 'NEAREST_JIAO':
      return Math.floor((fen + 5) / 10) * 10
    case 'UP_TO_JIAO':
      return Math.ceil(fen / 10) * 10
    case 'DROP_JIAO':
      return fen - (fen % 100)
    case 'NEAREST_YUAN':
      return Math.floor((fen + 50) / 100) * 100
  }
}
