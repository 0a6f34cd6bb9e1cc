// Where a person's keys come from, on two channels, because a shortcut and a number are pressed differently.

export interface KeyGate {
  /**
   * A printable key pressed alone, known not to be part of a scan: for shortcuts. Lower case; digits by where they sit.
   * Comes a moment late, and not at all within quick typing. Returns the way out.
   */
  onSingleKey(listener: (key: string) => void): () => void
  /**
   * Digits as a person types them, as quickly as people do, and the keys that no scanner sends alone: `Enter`, `Escape`,
   * `Backspace`, `ArrowUp`, `ArrowDown`, `PageUp`, `PageDown`, `F1`…`F12`. Never the keys of a scan. Returns the way out.
   */
  onTyped(listener: (key: string) => void): () => void
}
