// A scanner that types: binds the judgement of key runs to a page. Imports no screen; the page must not listen for digits itself
// but ask `onSingleKey`. Start it before anything else that captures keys on the window.
import type { Scanner, ScannerDeps, ScannerListener } from '../scanner.ts'
import { createCompositionMemory } from './composition-memory.ts'
import { type FieldMemory, focusedField, rememberField } from './edited-field.ts'
import { createKeyRunJudge, type RunOutcome } from './key-run.ts'
import { meaningOf } from './key-stroke.ts'
import { createSingleKeyGate } from './single-key.ts'
import { type WedgeSettings, wedgeSettings } from './wedge-settings.ts'

/** How long keys may wait in a page before they are handled without being taken for silence. */
const BUSY_MS = 40

export interface WedgeConfig {
  /** Default `wedge-1`. */
  readonly id?: string
  readonly label?: string
  readonly settings?: Partial<WedgeSettings>
}

export interface WedgeDeps extends ScannerDeps {
  readonly window: Window
}

/** `ready` while the window has the keyboard, `disconnected` while it has not: keys then go somewhere else. */
export interface WedgeScanner extends Scanner {
  /**
   * A person pressed one printable key outside of any text field, and it is known not to be the start of a scan: a digit, whatever
   * the layout, or the character. Reported while the scanner is started. Returns the way out.
   */
  onSingleKey(listener: (key: string) => void): () => void
}

export function createWedgeScanner(config: WedgeConfig, deps: WedgeDeps): WedgeScanner {
  const keyListeners = new Set<(key: string) => void>()
  let unbind = (): void => {}

  return {
    id: config.id ?? 'wedge-1',
    source: 'wedge',
    async start(listener) {
      unbind()
      unbind = bind(config, deps, listener, (key) => {
        for (const tell of keyListeners) tell(key)
      })
    },
    async stop() {
      unbind()
      unbind = () => {}
    },
    onSingleKey(listener) {
      keyListeners.add(listener)
      return () => void keyListeners.delete(listener)
    },
  }
}

/** Everything between one start and its stop. Returns the way out. */
function bind(
  config: WedgeConfig,
  deps: WedgeDeps,
  listener: ScannerListener,
  onSingleKey: (key: string) => void,
): () => void {
  const { window } = deps
  const settings = wedgeSettings(config.settings)
  const judge = createKeyRunJudge(settings)
  const gate = createSingleKeyGate(settings)
  /** Keys kept from the page whose release is still to come. */
  const heldCodes = new Set<string>()
  const composition = createCompositionMemory(window.document, settings.disturbanceMs)
  let memory: FieldMemory | null = null
  let timer = 0
  let due = 0

  function onKeyDown(event: KeyboardEvent): void {
    const field = focusedField(window.document)
    const single = gate.elapse(event.timeStamp)
    const { outcome, hold, opens } = judge.press(event)
    if (single !== null) onSingleKey(single)
    // What ended before this key ended without a suffix; more of it may come.
    if (outcome && outcome.at < event.timeStamp) gate.closeUntil(outcome.at + settings.disturbanceMs)
    gate.press(event, field !== null)
    if (outcome) conclude(outcome)
    if (opens) memory = field && (composition.before(field, event.timeStamp) ?? rememberField(field))
    if (
      event.repeat ? heldCodes.has(event.code) : hold && !(field && meaningOf(event).kind === 'character')
    ) {
      heldCodes.add(event.code)
      keepFromPage(event)
    } else heldCodes.delete(event.code)
    arm()
  }

  function conclude(outcome: RunOutcome): void {
    const dirty = memory
    memory = null
    if (outcome.kind === 'disturbed' && outcome.disturbance === 'INPUT_METHOD') closeInputMethod(window)
    dirty?.restore()
    if (outcome.kind === 'disturbed') listener.onDisturbance(outcome.disturbance)
    if (outcome.kind !== 'read') return
    // The age of the key by the page's clock; the two clocks drift apart over days.
    const ageMs = Math.max(0, window.performance.now() - outcome.at)
    const at = Math.round(deps.now() - ageMs)
    listener.onScan({ scanId: deps.newId(), text: outcome.text, at, source: 'wedge' })
  }

  function arm(): void {
    window.clearTimeout(timer)
    const times = [judge.dueAt(), gate.dueAt()].filter((at) => at !== null)
    if (times.length === 0) return
    // A key may be handled long after it fell, with the next ones right behind it: they go first.
    const now = window.performance.now()
    due = Math.max(Math.min(...times), now + BUSY_MS)
    timer = window.setTimeout(onSilence, due - now)
  }

  function onSilence(): void {
    const now = window.performance.now()
    // The page was busy: keys that fell meanwhile may still be on their way, and the silence is not real.
    if (now - due > BUSY_MS) {
      arm()
      return
    }
    const outcome = judge.elapse(now)
    if (outcome) {
      gate.closeUntil(outcome.at + settings.disturbanceMs)
      conclude(outcome)
    }
    const single = gate.elapse(now)
    if (single !== null) onSingleKey(single)
    arm()
  }

  function onKeyPressOrUp(event: KeyboardEvent): void {
    if (!heldCodes.has(event.code)) return
    if (event.type === 'keyup') heldCodes.delete(event.code)
    keepFromPage(event)
  }

  function onComposition(event: CompositionEvent): void {
    judge.compose(event.timeStamp)
    composition.follow(event)
  }

  /** Half a scan is dropped: its other half went to another window. */
  function forget(): void {
    window.clearTimeout(timer)
    judge.reset()
    gate.reset()
    composition.reset()
    heldCodes.clear()
    memory = null
  }

  function onFocusChange(event: Event): void {
    if (event.target !== window) return
    forget()
    tellStatus(event.type === 'focus')
  }

  let told: boolean | null = null
  function tellStatus(focused: boolean): void {
    if (told === focused) return
    told = focused
    listener.onStatus(
      focused ? { kind: 'ready', label: config.label ?? 'keyboard scanner' } : { kind: 'disconnected' },
    )
  }

  const bound = new AbortController()
  const options = { capture: true, signal: bound.signal }
  window.addEventListener('keydown', onKeyDown, options)
  window.addEventListener('keypress', onKeyPressOrUp, options)
  window.addEventListener('keyup', onKeyPressOrUp, options)
  for (const type of ['compositionstart', 'compositionupdate', 'compositionend'] as const)
    window.addEventListener(type, onComposition, options)
  window.addEventListener('focus', onFocusChange, options)
  window.addEventListener('blur', onFocusChange, options)
  tellStatus(window.document.hasFocus())

  return () => {
    bound.abort()
    forget()
  }
}

function keepFromPage(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** Taking the focus away is the only way to close an input method; what it still holds lands in the field and is then undone. */
function closeInputMethod(window: Window): void {
  focusedField(window.document)?.blur()
}
