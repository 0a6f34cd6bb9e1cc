// The columns of a shard by name: the one list that writer and reader share. docs/roster-format.md says what each one holds.
import { numberColumns } from './sorted-numbers.ts'

export const SHARD_FORMAT = 'union-card-roster-shard'
/** Rises with every change a reader of the version before could misread. */
export const SHARD_VERSION = '1'

/** Raw bytes of one file, at most. Beyond it a union's members must be split over several prefixes' files (not needed: the
 *  largest union of the city stays below a quarter of it). */
export const MAX_RAW_BYTES = 64 * 1024 * 1024

export const shardColumns = [
  ...numberColumns,
  'issuedOn',
  'historyIndex',
  'historyEnd',
  'historyDay',
  'nameHeadIndex',
  'nameHeadEnd',
  'nameHeadUtf8',
  'nameTailIndex',
  'nameTailEnd',
  'nameTailUtf8',
  'stoppedRow',
  'stoppedOn',
  'cancelledRow',
  'cancelledOn',
  'protectionRow',
  'protectionEnd',
  'protectionFrom',
  'protectionTo',
] as const
