// Why a package set was not taken. Every kind has its sentence in `shared/words`; the set in use keeps serving (PK2, PK5).

export const packageProblemKinds = [
  /** The source does not answer: no network, no stick. */
  'UNREACHABLE',
  /** The source answers and holds no packages. */
  'NO_PACKAGES',
  /** A file ended before its length, or nothing came any more. What came is kept for the next try. */
  'CUT_OFF',
  'MISSING_FILE',
  /** A file is not the one that was signed. */
  'ALTERED',
  'TOO_LARGE',
  'WRONG_SIGNATURE',
  'TOO_FEW_SIGNATURES',
  'UNKNOWN_KEY',
  /** Rollback. */
  'OLDER',
  /** Freeze: nobody has vouched for the set since its time ran out. */
  'EXPIRED',
  /** Mix-and-match: each file is signed, but they are not of one set. */
  'NOT_TOGETHER',
  /** The chain of roots has a hole, or a root of another number stands in it. */
  'ROOT_SKIPPED',
  /** Not a TUF file at all. */
  'UNREADABLE',
  /** Signed, whole, and still wrong: it does not fit its schema, or one of its examples fails (PK7). */
  'BAD_DOCUMENT',
  'DISK_FULL',
  'DISK_FAILED',
  /** Another import is running. */
  'BUSY',
] as const
export type PackageProblemKind = (typeof packageProblemKinds)[number]

export interface PackageProblem {
  readonly kind: PackageProblemKind
  /** Which file, and what about it: for technicians. Never a member. */
  readonly detail: string
}
