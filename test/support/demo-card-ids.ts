// The sample cards of the demo, in the order of the dock: what the hub makes, the words name, and the page draws.

export const demoCardIds = [
  'valid',
  'pending',
  'late',
  'expired',
  'unconfirmed',
  'stopped',
  'cancelled',
  'notYet',
  'unknown',
  'moved',
  'rareName',
  'readTwice',
  'bankCard',
  'idNumber',
  'link',
] as const
