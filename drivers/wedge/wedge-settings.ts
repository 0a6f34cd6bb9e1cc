// The numbers by which keys are judged, with their reasons. All of them can be set for a counter with an odd scanner.

export interface WedgeSettings {
  /** A longer gap parts two runs. 20–250; default 100. */
  readonly maxGapMs: number
  /** Silence that ends a run without suffix. Default `maxGapMs` + 20. */
  readonly silenceMs: number
  /** Slowest mean over a run that is still a machine. People reach single gaps of 30 ms, never the mean of five. Default 35. */
  readonly maxMeanGapMs: number
  /** Keys, with the suffix, that make a run. Default 5. */
  readonly minKeys: number
  /** Longest code taken. Above every card, and a link in a wrong QR code still gets its own message. Default 256. */
  readonly maxCharacters: number
  /** How far before a run a disturbance reaches. Default 500. */
  readonly disturbanceMs: number
  /**
   * A key is a person's single key when no other falls this long before and after it. Default 160: misconfigured scanners leave up to
   * 150 ms between keys, and their digits must not press shortcuts; a person does not notice 160 ms.
   */
  readonly singleKeyMs: number
}

export function wedgeSettings(given: Partial<WedgeSettings> = {}): WedgeSettings {
  const maxGapMs = Math.min(250, Math.max(20, given.maxGapMs ?? 100))
  return {
    maxMeanGapMs: 35,
    minKeys: 5,
    maxCharacters: 256,
    disturbanceMs: 500,
    singleKeyMs: Math.max(160, maxGapMs + 60),
    ...given,
    maxGapMs,
    // Judged too early, the second half of a slow scan would look like a scan.
    silenceMs: Math.max(maxGapMs + 20, given.silenceMs ?? 0),
  }
}
