// Text fields that a scan ran into: what they held before, and putting it back. Must not know keys or runs.

/** What a field held at one moment. */
export interface FieldMemory {
  readonly field: Element
  restore(): void
}

/** The focused element when text can be written into it, else null. Looks into open shadow roots. */
export function focusedField(document: Document): HTMLElement | null {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused instanceof HTMLElement && isWritable(focused) ? focused : null
}

const notText: ReadonlySet<string> = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'hidden',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
])

function isWritable(element: HTMLElement): boolean {
  if (element instanceof HTMLInputElement) return !notText.has(element.type) && !element.readOnly
  if (element instanceof HTMLTextAreaElement) return !element.readOnly
  return element.isContentEditable
}

export function rememberField(field: HTMLElement): FieldMemory {
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return rememberInput(field)
  const { textContent } = field
  return {
    field,
    restore() {
      if (field.textContent === textContent) return
      field.textContent = textContent
      sayInput(field)
    },
  }
}

function rememberInput(field: HTMLInputElement | HTMLTextAreaElement): FieldMemory {
  const { value, selectionStart, selectionEnd } = field
  return {
    field,
    restore() {
      if (field.value === value) return
      // React watches the element's own `value`; the prototype's setter and an `input` event are how it notices.
      const owner = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement
      Object.getOwnPropertyDescriptor(owner.prototype, 'value')?.set?.call(field, value)
      // Kinds without a selection, such as numbers and dates, give null here.
      if (selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd)
      sayInput(field)
    },
  }
}

function sayInput(field: HTMLElement): void {
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'historyUndo' }))
}
