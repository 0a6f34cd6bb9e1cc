// Today's visits, newest first: chosen and taken back with the keyboard. Who used a sensitive service is not shown.
import { useEffect, useState } from 'react'
import type { TodayRow } from '../../shared/bridge/state.ts'
import { useDesk, useTerminalState } from '../desk/desk.ts'
import { useSingleKeys, useTypedKeys } from '../keys/use-keys.ts'
import { useWords } from '../language/use-words.ts'
import { Overlay } from '../parts/overlay.tsx'
import { TodayTable } from '../parts/today-table.tsx'

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

type Rows = readonly TodayRow[] | 'loading' | 'failed'

export function TodayOverlay({ close, undo }: { close: () => void; undo: (visitId: string) => void }) {
  const { terminal } = useDesk()
  const { revision } = useTerminalState()
  const { say } = useWords()
  const [rows, setRows] = useState<Rows>('loading')
  const [chosen, setChosen] = useState(0)
  const list = typeof rows === 'string' ? [] : rows

  // Every push may have changed the list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision is the reason to ask again
  useEffect(() => {
    let wanted = true
    void terminal.call('listToday', {}).then((answer) => {
      if (wanted) setRows(answer.ok ? answer.value : 'failed')
    })
    return () => {
      wanted = false
    }
  }, [terminal, revision])

  function undoRow(row: TodayRow | undefined): void {
    if (row && row.what !== 'CHECK' && !row.voided) undo(row.visitId)
  }

  function onKey(key: string): void {
    if (key === 'u' || key === 'Backspace') undoRow(list[chosen])
    const step = steps[key]
    if (step !== undefined) setChosen((now) => Math.max(0, Math.min(list.length - 1, now + step)))
  }
  useSingleKeys(onKey)
  useTypedKeys(onKey)

  return (
    <Overlay title={say('today.title')} close={close} size="wide">
      <div className="today">
        {rows === 'loading' && <p className="today-empty">{say('today.loading')}</p>}
        {rows === 'failed' && <p className="today-empty">{say('today.failed')}</p>}
        {typeof rows !== 'string' && rows.length === 0 && <p className="today-empty">{say('today.empty')}</p>}
        {list.length > 0 && <TodayTable rows={list} chosen={chosen} choose={setChosen} undo={undoRow} />}
      </div>
      {list.length > 0 && (
        <p className="today-foot">
          {say('today.rows', { rows: list.length })} · {say('today.hint')}
        </p>
      )}
    </Overlay>
  )
}
