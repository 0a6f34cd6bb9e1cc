// Every key of the counter on one page.
import { useWords, type WordKey } from '../language/use-words.ts'
import { KeyCap } from '../parts/key-cap.tsx'
import { Overlay } from '../parts/overlay.tsx'

const rows: readonly (readonly [readonly string[], WordKey])[] = [
  [['0', '–', '9'], 'keys.digits'],
  [['1', '2', '3', '4'], 'keys.services'],
  [['U', '⌫'], 'keys.undo'],
  [['D'], 'keys.day'],
  [['N'], 'keys.noCard'],
  [['L'], 'keys.today'],
  [['Enter'], 'keys.confirm'],
  [['Esc'], 'keys.clear'],
  [['F1', '?'], 'keys.help'],
  [['F2'], 'keys.language'],
  [['F3'], 'keys.largeText'],
  [['F4'], 'keys.sound'],
]
const demoRow: (typeof rows)[number] = [['F8'], 'keys.dock']

export function HelpOverlay({ close, demo }: { close: () => void; demo: boolean }) {
  const { say } = useWords()
  return (
    <Overlay title={say('keys.title')} close={close} size="wide">
      <dl className="key-list">
        {[...rows, ...(demo ? [demoRow] : [])].map(([caps, key]) => (
          <div key={key}>
            <dt>
              {caps.map((cap) => (cap === '–' ? <span key={cap}>–</span> : <KeyCap key={cap} cap={cap} />))}
            </dt>
            <dd>{say(key)}</dd>
          </div>
        ))}
      </dl>
    </Overlay>
  )
}
