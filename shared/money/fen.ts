// Money is whole fen. From what a person types to fen, and from fen to what a person reads, without floating point.
// Must not know offers, tickets or cards.
import { err, ok, type Result } from '../core/result.ts'

/** More than one million yuan at a counter is a slip of the finger. */
export const MAX_FEN = 100_000_000

export const moneyProblems = ['EMPTY', 'NOT_A_PRICE', 'NEGATIVE', 'TOO_PRECISE', 'TOO_LARGE'] as const
export type MoneyProblem = { readonly kind: (typeof moneyProblems)[number] }

/** `4.35` → 435. Full-width digits, the full stop of a Chinese input method, spaces and one ¥ in front are taken off; nothing else is
 *  guessed: no exponent, no sign, no thousands separator, no third decimal. */
export function parseFen(text: string): Result<number, MoneyProblem> {
  const bare = unwrap(text)
  if (bare === '') return refuse('EMPTY')
  if (/^[-−][0-9]+(?:\.[0-9]+)?$/.test(bare)) return refuse('NEGATIVE')
  const [, yuan, decimals = ''] = /^([0-9]+)(?:\.([0-9]+))?$/.exec(bare) ?? []
  if (yuan === undefined) return refuse('NOT_A_PRICE')
  if (decimals.length > 2) return refuse('TOO_PRECISE')
  if (yuan.length > 12) return refuse('TOO_LARGE')
  const fen = Number(yuan) * 100 + Number(decimals.padEnd(2, '0'))
  return fen > MAX_FEN ? refuse('TOO_LARGE') : ok(fen)
}

/** 2800 → `28.00`, −435 → `-4.35`. */
export function formatFen(fen: number): string {
  const size = Math.abs(fen)
  const sign = fen < 0 ? '-' : ''
  return `${sign}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`
}

/** 2800 → `¥28.00`, −435 → `-¥4.35`. */
export function formatYuan(fen: number): string {
  return fen < 0 ? `-¥${formatFen(-fen)}` : `¥${formatFen(fen)}`
}

function unwrap(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000]/g, '')
    .replaceAll('\u3002', '.')
    .replace(/^[¥\uFFE5]/, '')
}

function refuse(kind: MoneyProblem['kind']) {
  return err({ kind })
}
