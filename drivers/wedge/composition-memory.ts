// What a field held before an input method began to compose in it: by the time a scan runs into it, half a syllable already
// stands in the field. Must not know keys or runs.
import { type FieldMemory, focusedField, rememberField } from './edited-field.ts'

export interface CompositionMemory {
  /** Told of every composition event of the page. */
  follow(event: CompositionEvent): void
  /** The field as it was before a composition that is open in it, or was until a moment ago; else null. */
  before(field: Element, timeStamp: number): FieldMemory | null
  reset(): void
}

/** `reachMs` is how long after its end a composition still counts. */
export function createCompositionMemory(document: Document, reachMs: number): CompositionMemory {
  let memory: FieldMemory | null = null
  let open = false
  let lastAt = Number.NEGATIVE_INFINITY

  return {
    follow(event) {
      lastAt = event.timeStamp
      open = event.type !== 'compositionend'
      if (event.type !== 'compositionstart') return
      const field = focusedField(document)
      memory = field && rememberField(field)
    },
    before: (field, timeStamp) =>
      memory?.field === field && (open || timeStamp - lastAt <= reachMs) ? memory : null,
    reset() {
      memory = null
      open = false
    },
  }
}
