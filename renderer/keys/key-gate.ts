// Where single key presses of a person come from. The gate holds keys back while they may be part of a scan, so that
// the digits of a card never press a service key.

export interface KeyGate {
  /** `key`: `0`–`9`, a lower-case letter, `Enter`, `Escape`, `Backspace`, `F1`… Returns the way out. */
  onSingleKey(listener: (key: string) => void): () => void
}
