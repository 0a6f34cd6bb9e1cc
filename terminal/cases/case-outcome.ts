// How a case ended.

export interface CaseOutcome {
  readonly id: string
  /** Null: passed. */
  readonly failure: { readonly expected: string; readonly got: string } | null
}
