// The days worth trying, as a row of buttons; the chosen one is marked.
import type { DemoState } from '../../shared/bridge/state.ts'
import { useDesk } from '../desk/desk.ts'
import { useWords } from '../language/use-words.ts'
import { Press } from './press.tsx'
import { nameOf } from './word-of.ts'

export function DemoDays({ demo }: { demo: DemoState }) {
  const { terminal } = useDesk()
  const words = useWords()
  return (
    <fieldset className="dock-days">
      <legend>{words.say('demo.clock')}</legend>
      {demo.days.map(({ id, on }) => (
        <Press
          key={id}
          look="plain"
          isPressed={demo.setDay === on || (demo.setDay === null && id === 'today')}
          onPress={() => void terminal.call('demoSetDay', { on: id === 'today' ? null : on })}
        >
          {nameOf(words, 'demoDay', id)}
        </Press>
      ))}
    </fieldset>
  )
}
