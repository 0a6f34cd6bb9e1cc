// What becomes due later, by name: asked for once, taken once. By elapsed time, never by the hour: a clock that is set must not matter.
import type { Clock } from '../counter/clock.ts'

export interface Agenda<Name extends string> {
  /** Due after a while; one that waits already keeps its time. */
  add(name: Name, afterMs: number): void
  /** True once, when it is due. */
  take(name: Name): boolean
  cancel(): void
}

export function createAgenda<Name extends string>(
  clock: Pick<Clock, 'after'>,
  onDue: () => void,
): Agenda<Name> {
  const waiting = new Map<Name, () => void>()
  const due = new Set<Name>()
  return {
    add(name, afterMs) {
      if (waiting.has(name) || due.has(name)) return
      const fall = () => {
        waiting.delete(name)
        due.add(name)
        onDue()
      }
      waiting.set(name, clock.after(afterMs, fall))
    },
    take: (name) => due.delete(name),
    cancel() {
      for (const stop of waiting.values()) stop()
      waiting.clear()
      due.clear()
    },
  }
}
