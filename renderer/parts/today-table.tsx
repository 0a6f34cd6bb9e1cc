// The table of today: one row a visit; a row taken back stays, struck through.
import { useEffect, useRef } from 'react'
import type { TodayRow } from '../../shared/bridge/state.ts'
import { sayTime } from '../../shared/words/say-day.ts'
import { useWords } from '../language/use-words.ts'
import { Press } from './press.tsx'

interface Props {
  readonly rows: readonly TodayRow[]
  readonly chosen: number
  readonly choose: (index: number) => void
  readonly undo: (row: TodayRow) => void
}

export function TodayTable({ rows, chosen, choose, undo }: Props) {
  const { say } = useWords()
  const marked = useRef<HTMLTableRowElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marked row moves with `chosen`
  useEffect(() => {
    void marked.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  return (
    <table className="today-table">
      <thead>
        <tr>
          <th scope="col">{say('today.time')}</th>
          <th scope="col">{say('today.what')}</th>
          <th scope="col">{say('today.standing')}</th>
          <th scope="col">{say('today.person')}</th>
          <th scope="col">
            <span className="only-read">{say('today.action')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr
            key={row.visitId}
            ref={index === chosen ? marked : null}
            aria-current={index === chosen}
            data-voided={row.voided}
            onPointerDown={() => choose(index)}
          >
            <td className="number">{sayTime(row.at)}</td>
            <td className="today-what">
              {row.what === 'CHECK' ? say('today.CHECK') : say(`service.${row.what}`)}
            </td>
            <td>{say(`standing.${row.standing}`)}</td>
            <td>
              <Who row={row} />
            </td>
            <td className="today-action">
              {row.voided && <span className="today-voided">{say('today.voided')}</span>}
              {!row.voided && row.what !== 'CHECK' && (
                <Press look="quiet" onPress={() => undo(row)} {...(index === chosen ? { cap: 'U' } : {})}>
                  {say('today.action')}
                </Press>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Who({ row }: { row: TodayRow }) {
  const { say } = useWords()
  if (row.hidden) return <span className="today-hidden">{say('today.hidden')}</span>
  if (row.maskedNumber === null) return say('today.nobody')
  return (
    <>
      {row.maskedName ?? say('today.notKnown')} <span className="number">{row.maskedNumber}</span>
    </>
  )
}
