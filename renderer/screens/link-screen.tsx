// No terminal behind the page: says so over the whole screen, so that no old result can be taken for a new one.

import { useWords } from '../language/use-words.ts'
import type { TerminalView } from '../link/terminal-client.ts'
import { Shape } from '../parts/shape.tsx'

export function LinkScreen({ link }: { link: Exclude<TerminalView['link'], 'up'> }) {
  const { say } = useWords()
  return (
    <main tabIndex={-1} className="link-screen" data-link={link}>
      <Shape name="link" />
      <div role="alert">
        <h1>
          {
            {
              connecting: say('link.connecting'),
              down: say('link.down'),
              refused: say('link.refused'),
              mismatch: say('link.mismatch'),
            }[link]
          }
        </h1>
        {link === 'down' && (
          <>
            <p className="link-again">{say('link.reconnecting')}</p>
            <p>{say('link.downHint')}</p>
            <p>{say('link.kept')}</p>
          </>
        )}
        {link === 'refused' && <p>{say('link.refusedHint')}</p>}
      </div>
      <p className="link-hotline">
        {say('app.name')} · {say('app.hotline')}{' '}
        <strong className="number">{say('app.hotlineNumber')}</strong>
      </p>
    </main>
  )
}
