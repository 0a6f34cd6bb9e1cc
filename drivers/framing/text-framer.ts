// Cuts the bytes of a serial scanner into reads. Pure: it must not know ports, clocks or timers; its driver tells it of silence.
// Every decision depends only on the bytes since the last cut, so the size of the chunks never changes the answer.
import type { Disturbance } from '../scanner.ts'
import { isNoRead } from './no-read.ts'
import { recogniseSsi } from './ssi.ts'

/** One read: its text, or why it is none. */
export type Framed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'disturbance'; readonly disturbance: Disturbance }

export interface TextFramer {
  push(bytes: Uint8Array): readonly Framed[]
  /** The line was quiet long enough: what is held is a whole read of a scanner without suffix. */
  silence(): readonly Framed[]
  /**
   * The last read ended with a terminator, so this scanner sends one, and a short silence is only a stall: the halves of a longer
   * code must not become numbers.
   */
  sendsSuffix(): boolean
  /** Forget what is held: the other half will never come. */
  reset(): void
}

/** Longest read in bytes. The largest 2D codes hold less; more is a stuck line. */
export const MAX_READ_BYTES = 4096

// NUL, STX, ETX, TAB, LF, CR. STX opens a read, which also ends whatever came before it: halves are never glued.
const cuts: ReadonlySet<number> = new Set([0x00, 0x02, 0x03, 0x09, 0x0a, 0x0d])

export function createTextFramer(): TextFramer {
  let held: number[] = []
  /** Bytes of `held` already known to hold no cut. */
  let searched = 0
  let discarding = false
  let suffixed = false

  function take(length: number): number[] {
    searched = 0
    return held.splice(0, length)
  }

  /** The next step on what is held: one read, nothing but progress (`skip`), or `wait` for more bytes. */
  function step(): Framed | 'skip' | 'wait' {
    if (!discarding && searched === 0) {
      const ssi = recogniseSsi(held)
      if (ssi.kind === 'undecided') return 'wait'
      if (ssi.kind === 'packet') {
        take(ssi.length)
        return ssi.repeated ? 'skip' : { kind: 'disturbance', disturbance: 'WRONG_MODE' }
      }
    }
    while (searched < held.length && !cuts.has(held[searched] ?? 0)) searched++
    if (discarding || searched > MAX_READ_BYTES) {
      const found = searched < held.length
      const first = !discarding
      take(found ? searched + 1 : held.length)
      discarding = !found
      if (first) return { kind: 'disturbance', disturbance: 'TOO_LONG' }
      return found ? 'skip' : 'wait'
    }
    if (searched === held.length) return 'wait'
    const read = take(searched + 1).slice(0, -1)
    if (read.length > 0) suffixed = true
    return read.length === 0 ? 'skip' : framed(read)
  }

  function drop(): void {
    held = []
    searched = 0
    discarding = false
  }

  return {
    sendsSuffix: () => suffixed,
    reset() {
      drop()
      suffixed = false
    },
    push(bytes) {
      const out: Framed[] = []
      for (const byte of bytes) held.push(byte)
      for (let next = step(); next !== 'wait'; next = step()) if (next !== 'skip') out.push(next)
      return out
    },
    silence() {
      const read = held.filter((byte) => !cuts.has(byte))
      drop()
      if (read.length === 0) return []
      suffixed = false
      return [framed(read)]
    },
  }
}

function framed(read: readonly number[]): Framed {
  const text = new TextDecoder().decode(Uint8Array.from(read))
  return isNoRead(text) ? { kind: 'disturbance', disturbance: 'NO_READ' } : { kind: 'text', text }
}
