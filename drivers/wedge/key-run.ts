// Judges runs of keys: was it a scanner, a person, or a scan that something disturbed? Pure: time is only what the events carry.
// Must not know the page. The terminal decides what is a card; here only what a machine typed, whole and undisturbed.
import { isNoRead } from '../framing/no-read.ts'
import type { Disturbance } from '../scanner.ts'
import { type KeyStroke, meaningOf } from './key-stroke.ts'
import type { WedgeSettings } from './wedge-settings.ts'

/** `at` is when the last key fell, on the clock of the events. */
export type RunOutcome =
  | { readonly kind: 'read'; readonly text: string; readonly at: number }
  | { readonly kind: 'disturbed'; readonly disturbance: Disturbance; readonly at: number }
  /** The rest of a read that was already reported as disturbed. Nobody is told; a field must still be cleaned. */
  | { readonly kind: 'rest'; readonly at: number }

export interface Pressed {
  /** The run that this key ended, by its coming late or by being the suffix. */
  readonly outcome: RunOutcome | null
  /** A machine typed this key: keep it from the page. In a text field characters flow all the same. */
  readonly hold: boolean
  /** This key opened a new run. */
  readonly opens: boolean
}

export interface KeyRunJudge {
  press(stroke: KeyStroke): Pressed
  /** An input method began, changed or ended a composition. */
  compose(timeStamp: number): void
  /** Time went on without a key. */
  elapse(timeStamp: number): RunOutcome | null
  /** When `elapse` will end the run, if no key comes first; null: never. */
  dueAt(): number | null
  /** Forget everything: the window lost the keyboard. */
  reset(): void
}

interface Run {
  /** Characters and keys that are none. */
  keys: number
  text: string
  tooLong: boolean
  readonly firstAt: number
  lastAt: number
}

/** A run that ended without suffix: what follows soon may be its other half, and is never a number of its own. */
interface LooseEnd {
  readonly at: number
  readonly fast: boolean
  readonly reported: boolean
}

// The first that applies is reported: an input method explains every other oddity.
const ranking = ['INPUT_METHOD', 'ALT_CODES', 'WRONG_KEYS'] as const satisfies readonly Disturbance[]
type Mark = (typeof ranking)[number]

const LONG_AGO = Number.NEGATIVE_INFINITY

export function createKeyRunJudge(settings: WedgeSettings): KeyRunJudge {
  let run: Run | null = null
  let looseEnd: LooseEnd | null = null
  /** When a machine last ended a run with its suffix. */
  let suffixAt = LONG_AGO
  /** The last run of a machine ended with a suffix, so the scanner sends one, and a run without it is half a read. */
  let sendsSuffix = false
  const marks = new Map<Mark, number>()

  /** `keys` and `at` with the suffix, when there is one. */
  function isMachine(judged: Run, keys: number, at: number): boolean {
    return keys > 1 && (at - judged.firstAt) / (keys - 1) <= settings.maxMeanGapMs
  }

  function close(ending: Run, suffix: number | null): RunOutcome | null {
    const before = looseEnd
    const keys = ending.keys + (suffix === null ? 0 : 1)
    const at = suffix ?? ending.lastAt
    const fast = keys >= settings.minKeys && isMachine(ending, keys, at)
    const outcome = fast ? judge(ending, before, at, suffix === null && sendsSuffix) : null
    run = null
    if (fast) sendsSuffix = suffix !== null
    looseEnd = suffix === null ? { at, fast, reported: outcome !== null && outcome.kind !== 'read' } : null
    if (fast) marks.clear()
    return outcome
  }

  function judge(ending: Run, before: LooseEnd | null, at: number, half: boolean): RunOutcome {
    const since = ending.firstAt - settings.disturbanceMs
    const mayBeOtherHalf = before !== null && before.at >= since
    if (mayBeOtherHalf && before.reported) return { kind: 'rest', at }
    const mark = ranking.find((kind) => (marks.get(kind) ?? LONG_AGO) >= since)
    if (mark) return { kind: 'disturbed', disturbance: mark, at }
    if (mayBeOtherHalf || half) return { kind: 'disturbed', disturbance: 'WRONG_KEYS', at }
    if (ending.tooLong) return { kind: 'disturbed', disturbance: 'TOO_LONG', at }
    if (isNoRead(ending.text)) return { kind: 'disturbed', disturbance: 'NO_READ', at }
    return { kind: 'read', text: ending.text, at }
  }

  function elapse(timeStamp: number): RunOutcome | null {
    return run && timeStamp - run.lastAt > settings.maxGapMs ? close(run, null) : null
  }

  function end(at: number): Pick<Pressed, 'outcome' | 'hold'> {
    if (run) {
      // The suffix of a code too short to be a run is a machine's too, and must press no button.
      const hold = run.keys > 1 && isMachine(run, run.keys + 1, at)
      if (hold) noteSuffix(at)
      return { outcome: close(run, at), hold }
    }
    const late = looseEnd?.fast === true && at - looseEnd.at <= settings.disturbanceMs
    if (late) noteSuffix(at)
    looseEnd = null
    return { outcome: null, hold: late || isBehindSuffix(at) }
  }

  function noteSuffix(at: number): void {
    suffixAt = at
    sendsSuffix = true
  }

  /** CR LF gives a second key, which ends nothing. */
  function isBehindSuffix(at: number): boolean {
    return at - suffixAt <= settings.maxGapMs
  }

  function add(character: string, at: number): Pick<Pressed, 'hold' | 'opens'> {
    const opens = run === null
    const gap = at - (run?.lastAt ?? LONG_AGO)
    run ??= { keys: 0, text: '', tooLong: false, firstAt: at, lastAt: at }
    run.keys++
    run.lastAt = Math.max(run.lastAt, at)
    run.tooLong ||= run.text.length + character.length > settings.maxCharacters
    if (!run.tooLong) run.text += character
    return { opens, hold: gap <= settings.maxMeanGapMs }
  }

  return {
    elapse,
    compose: (timeStamp) => void marks.set('INPUT_METHOD', timeStamp),
    dueAt: () => (run ? run.lastAt + settings.silenceMs : null),
    press(stroke) {
      const at = stroke.timeStamp
      const late = elapse(at)
      const meaning = meaningOf(stroke)
      switch (meaning.kind) {
        case 'modifier':
          return { outcome: late, hold: false, opens: false }
        case 'repeat':
          marks.set('WRONG_KEYS', at)
          return { outcome: late, hold: false, opens: false }
        case 'terminator': {
          const { outcome, hold } = end(at)
          return { outcome: late ?? outcome, hold, opens: false }
        }
        case 'character':
          return { outcome: late, ...add(meaning.character, at) }
        case 'composing':
          marks.set('INPUT_METHOD', at)
          return { outcome: late, ...add('', at), hold: false }
        case 'altCode':
          marks.set('ALT_CODES', at)
          return { outcome: late, ...add('', at) }
        case 'foreign':
          if (run === null && isBehindSuffix(at)) return { outcome: late, hold: true, opens: false }
          // Escape clears the screen: a scan may follow at once.
          if (run === null && stroke.key === 'Escape') return { outcome: late, hold: false, opens: false }
          marks.set('WRONG_KEYS', at)
          return { outcome: late, ...add('', at) }
      }
    },
    reset() {
      run = null
      looseEnd = null
      suffixAt = LONG_AGO
      sendsSuffix = false
      marks.clear()
    },
  }
}
