// One connection between screen and terminal. Two implementations: Electron IPC and WebSocket on loopback; one contract suite.

/**
 * Duties of every `Link`:
 * - Frames arrive whole, in order, at most once.
 * - `onFrame` listeners registered before the first frame see the first frame; on the screen's side that is the state.
 * - `onDown` is called exactly once, also when the link was closed from this side; after it no frame arrives and `send` does nothing.
 */
export interface Link {
  /** `frame` is JSON text. */
  send(frame: string): void
  onFrame(listener: (frame: string) => void): void
  onDown(listener: () => void): void
  close(): void
}
