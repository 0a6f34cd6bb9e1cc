// Every way in which scanned or typed text is not a card, each with its own message in `shared/words`.

/** `WRONG_LENGTH` digits but not ten · `BANK_CARD` 16–19 digits · `ID_NUMBER` · `PHONE_NUMBER` · `TWO_CARDS` two different
 *  numbers in one read · `EMPTY` nothing but framing · `NOT_A_CARD` anything else (a link, letters, control characters). */
export const inputRefusals = [
  'EMPTY',
  'WRONG_LENGTH',
  'BANK_CARD',
  'ID_NUMBER',
  'PHONE_NUMBER',
  'TWO_CARDS',
  'NOT_A_CARD',
] as const
export type InputRefusal = (typeof inputRefusals)[number]
