// The keys that work right now, for eyes and fingers, and the hotline.
import type { Screen } from '../../shared/bridge/state.ts'
import type { Preferences } from '../desk/preferences.ts'
import { useWords, type WordKey } from '../language/use-words.ts'
import { Press } from './press.tsx'

type Legend = readonly (readonly [cap: string, key: string, word: WordKey])[]

const always: Legend = [
  ['F1', 'F1', 'foot.help'],
  ['F2', 'F2', 'foot.language'],
  ['F3', 'F3', 'foot.largeText'],
]
const lists: Legend = [
  ['N', 'n', 'foot.noCard'],
  ['L', 'l', 'foot.today'],
]
// Keys that already stand on a button of their screen are not said twice.
const legends: Readonly<Record<Screen['kind'], Legend>> = {
  idle: lists,
  refusal: lists,
  fault: lists,
  enrolment: lists,
  result: lists,
  noCard: [['L', 'l', 'foot.today']],
  confirm: [
    ['Enter', 'Enter', 'foot.yes'],
    ['Esc', 'Escape', 'foot.no'],
  ],
}
const typing: Legend = [
  ['Enter', 'Enter', 'foot.accept'],
  ['⌫', 'Backspace', 'foot.back'],
  ['Esc', 'Escape', 'foot.cancel'],
]

interface Props {
  readonly screen: Screen['kind']
  readonly typing: boolean
  readonly preferences: Preferences
  readonly press: (key: string) => void
}

export function FootBar({ screen, typing: isTyping, preferences, press }: Props) {
  const { say } = useWords()
  const sound: WordKey = preferences.sound ? 'foot.soundOn' : 'foot.soundOff'
  const keys: Legend = [...(isTyping ? typing : legends[screen]), ...always, ['F4', 'F4', sound]]
  return (
    <footer className="foot">
      <nav className="foot-keys" aria-label={say('keys.title')}>
        {keys.map(([cap, key, word]) => (
          <Press key={cap} cap={cap} look="quiet" onPress={() => press(key)}>
            {say(word)}
          </Press>
        ))}
      </nav>
      <p className="foot-hotline">
        <span>{say('app.hotline')}</span>
        <strong className="number">{say('app.hotlineNumber')}</strong>
      </p>
    </footer>
  )
}
