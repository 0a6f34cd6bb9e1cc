// The demo's network plug: its own hub, running or stopped.
import type { DemoState } from '../../shared/bridge/state.ts'
import { useDesk } from '../desk/desk.ts'
import { useWords } from '../language/use-words.ts'
import { Press } from './press.tsx'

export function DemoHub({ hub }: Pick<DemoState, 'hub'>) {
  const { terminal } = useDesk()
  const { say } = useWords()
  const isUp = hub === 'RUNNING' || hub === 'STARTING'
  return (
    <Press look="plain" isPressed={isUp} onPress={() => void terminal.call('demoHub', { running: !isUp })}>
      <span className="dock-plug" data-plugged={isUp}>
        {say('demo.hub')} · {say(`demo.hubStatus.${hub}`)}
        <b>{say(isUp ? 'demo.hubStop' : 'demo.hubStart')}</b>
      </span>
    </Press>
  )
}
