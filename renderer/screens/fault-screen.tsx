// Something was not written to disk. Loud, because the clerk would otherwise believe it was recorded.
import type { StoreFault } from '../../shared/bridge/state.ts'
import { useWords } from '../language/use-words.ts'
import { Press } from '../parts/press.tsx'
import { Shape } from '../parts/shape.tsx'

export function FaultScreen({ code, clear }: { code: StoreFault; clear: () => void }) {
  const { say } = useWords()
  return (
    <div className="stop" data-tone="fault" data-code={code}>
      <Shape name="fault" />
      <div className="stop-words">
        <h1>{say('fault.title')}</h1>
        <p className="stop-why">{say(`fault.${code}`)}</p>
        <p>{say('fault.notRecorded')}</p>
      </div>
      <div className="stop-leave">
        <Press cap="Esc" look="quiet" onPress={clear}>
          {say('clear')}
        </Press>
      </div>
    </div>
  )
}
