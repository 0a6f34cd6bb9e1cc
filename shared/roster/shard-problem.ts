// Why bytes are not a roster file. A damaged or hostile file is a value, never a throw and never a long wait.
import { type Err, err } from '../core/result.ts'

/** `TRUNCATED` shorter than it says · `BAD_HEADER` length, JSON or column descriptions · `WRONG_VERSION` another format or
 *  version · `BAD_LAYOUT` columns overlap, leave holes, are unknown, missing or of the wrong kind · `BAD_VALUES` order, range
 *  or text inside a column. */
export type ShardProblemKind = 'TRUNCATED' | 'BAD_HEADER' | 'WRONG_VERSION' | 'BAD_LAYOUT' | 'BAD_VALUES'

export interface ShardProblem {
  readonly kind: ShardProblemKind
  /** For the log: names of columns and counts, never a member. */
  readonly detail: string
}

export const problem = (kind: ShardProblemKind, detail: string): Err<ShardProblem> => err({ kind, detail })
