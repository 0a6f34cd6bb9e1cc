// The demo's dock: sample cards to click or to read with a real scanner, a scanner to unplug, days to try.
import { useEffect, useState } from 'react'
import type { DemoState } from '../../shared/bridge/state.ts'
import { useDesk } from '../desk/desk.ts'
import { useWords } from '../language/use-words.ts'
import { DemoDays } from './demo-days.tsx'
import { DemoHub } from './demo-hub.tsx'
import { KeyCap } from './key-cap.tsx'
import { Press } from './press.tsx'
import { nameOf } from './word-of.ts'

interface Props {
  readonly demo: DemoState
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
}

export function DemoDock({ demo, open, setOpen }: Props) {
  const { terminal } = useDesk()
  const words = useWords()
  const { say } = words
  const codes = useDockCodes()
  if (!open) {
    return (
      <aside className="dock dock-closed" aria-label={say('demo.dock')}>
        <Press look="quiet" onPress={() => setOpen(true)} label={say('demo.open')}>
          <span className="dock-tab">« {say('demo.dock')}</span>
        </Press>
      </aside>
    )
  }
  return (
    <aside className="dock" aria-label={say('demo.dock')}>
      <div className="dock-head">
        <h2>
          {say('demo.dock')} <KeyCap cap="F8" />
        </h2>
        <Press look="quiet" onPress={() => setOpen(false)} label={say('demo.close')}>
          »
        </Press>
      </div>
      <Press
        look="plain"
        isPressed={demo.plugged}
        onPress={() => void terminal.call('demoPlug', { plugged: !demo.plugged })}
      >
        <span className="dock-plug" data-plugged={demo.plugged}>
          {say('demo.scanner')} · {say(demo.plugged ? 'demo.plugged' : 'demo.unplugged')}
          <b>{say(demo.plugged ? 'demo.unplug' : 'demo.plug')}</b>
        </span>
      </Press>
      <DemoHub hub={demo.hub} />
      <DemoDays demo={demo} />
      <ul className="dock-cards">
        {demo.cards.map((cardId) => (
          <li key={cardId}>
            <Press look="tile" onPress={() => void terminal.call('demoScan', { cardId })}>
              <span className="dock-card-name">{nameOf(words, 'demoCard', cardId)}</span>
              <Barcode code={codes.get(cardId)} />
            </Press>
          </li>
        ))}
        <li className="dock-hint">{say('demo.dockHint')}</li>
      </ul>
    </aside>
  )
}

interface Code {
  readonly address: string
  /** Width of the drawing: at this many pixels every bar has whole ones, and a scanner reads them off the screen. */
  readonly width: number
  /** Two-dimensional: cut at its height it could not be read. */
  readonly isSquare: boolean
}

function Barcode({ code }: { code: Code | undefined }) {
  if (!code) return null
  return <img src={code.address} width={code.width} data-square={code.isSquare} alt="" draggable={false} />
}

/** Card id → its barcode. As an image, so that nothing in the SVG can run. */
function useDockCodes(): ReadonlyMap<string, Code> {
  const { terminal } = useDesk()
  const [codes, setCodes] = useState<ReadonlyMap<string, Code>>(new Map())
  useEffect(() => {
    let wanted = true
    void terminal.call('demoCodes', {}).then((answer) => {
      if (wanted && answer.ok) setCodes(new Map(answer.value.map(({ id, codeSvg }) => [id, codeOf(codeSvg)])))
    })
    return () => {
      wanted = false
    }
  }, [terminal])
  return codes
}

function codeOf(svg: string): Code {
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []
  return {
    address: `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`,
    width: Number(width ?? 220),
    isSquare: Number(height) * 1.6 > Number(width),
  }
}
