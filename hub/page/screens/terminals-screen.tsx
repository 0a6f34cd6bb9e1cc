// All terminals at a glance: who is well, who needs looking after. Asked again every half minute.
import { useEffect, useState } from 'react'
import { sayTime } from '../../../shared/words/say-day.ts'
import { fill } from '../../../shared/words/words.ts'
import type { TerminalLine } from '../../server/office.ts'
import { useOffice } from '../hub/office-context.tsx'
import { useAnswer } from '../hub/use-answer.ts'
import { useOrder } from '../hub/use-order.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Press } from '../parts/press.tsx'
import { Failed, Said, Working } from '../parts/said.tsx'
import { TerminalRow } from '../parts/terminal-row.tsx'
import { useSpoken } from '../say/language.tsx'
import { countText, shortId } from '../say/say.ts'
import { needsCare } from '../say/standing-of.ts'

const AGAIN_MS = 30_000

export function TerminalsScreen() {
  const { words, language } = useSpoken()
  const { api } = useOffice()
  const asked = useAnswer('terminals', api.terminals)
  const revoking = useOrder(async (line: TerminalLine) => {
    const answer = await api.revoke(line.terminal)
    return answer.ok ? { ok: true as const, value: line } : answer
  })
  const [chosen, setChosen] = useState<TerminalLine | null>(null)
  const { again } = asked
  useEffect(() => {
    const timer = setInterval(again, AGAIN_MS)
    return () => clearInterval(timer)
  }, [again])

  async function revoke(line: TerminalLine) {
    await revoking.give(line)
    setChosen(null)
    again()
  }

  const { value } = asked
  const { terminals: said } = words
  const facilityOf = ({ facility }: TerminalLine) => (language === 'en' ? facility.nameEn : facility.name)
  return (
    <>
      <header className="sheet-head">
        <h1>{said.title}</h1>
        {value && <Summary lines={value.terminals} hubNow={Date.parse(value.hubTime)} />}
        <div className="sheet-keys">
          {value && (
            <span className="soft">{fill(said.asOf, { time: sayTime(Date.parse(value.hubTime)) })}</span>
          )}
          <Press onPress={again}>{said.refresh}</Press>
        </div>
      </header>
      {asked.failure && <Failed failure={asked.failure} />}
      {revoking.outcome &&
        (revoking.outcome.ok ? (
          <Said tone="plain" title={fill(said.revoked, { id: shortId(revoking.outcome.value.terminal) })} />
        ) : (
          <Failed failure={revoking.outcome.error} />
        ))}
      {!value && !asked.failure && <Working text={words.app.working} />}
      {value?.terminals.length === 0 && (
        <div className="empty">
          <p>{said.empty}</p>
          <a className="press press-strong" href="#/enrol">
            {said.emptyHow}
          </a>
        </div>
      )}
      {value && value.terminals.length > 0 && (
        <>
          <div className="table-frame">
            <table className="terminals">
              <thead>
                <tr>
                  <th scope="col">{said.facility}</th>
                  <th scope="col">{said.contact}</th>
                  <th scope="col">{said.roster}</th>
                  <th scope="col" className="count">
                    {said.queue}
                  </th>
                  <th scope="col" className="count">
                    {said.heldOut}
                  </th>
                  <th scope="col">{said.clock}</th>
                  <th scope="col">{said.version}</th>
                  <th scope="col">
                    <span className="only-read">{said.actions}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {inOrder(value.terminals).map((line) => (
                  <TerminalRow
                    key={line.terminal}
                    line={line}
                    hubNow={Date.parse(value.hubTime)}
                    revoke={() => setChosen(line)}
                  />
                ))}
              </tbody>
            </table>
          </div>
          <p className="soft">{said.heldOutHint}</p>
        </>
      )}
      {chosen && (
        <Confirm
          title={said.revokeTitle}
          yes={said.revokeYes}
          isWorking={revoking.isWorking}
          onYes={() => void revoke(chosen)}
          close={() => setChosen(null)}
        >
          <p>{fill(said.revokeText, { facility: facilityOf(chosen), id: shortId(chosen.terminal) })}</p>
        </Confirm>
      )}
    </>
  )
}

function Summary({ lines, hubNow }: { lines: readonly TerminalLine[]; hubNow: number }) {
  const { words } = useSpoken()
  const inUse = lines.filter(({ revokedAt }) => revokedAt === null)
  if (inUse.length === 0) return null
  const care = inUse.filter((line) => needsCare(line, hubNow)).length
  return (
    <p className="sum">
      {fill(words.terminals.sum, { count: countText(inUse.length) })}
      {' · '}
      {care === 0 ? (
        words.terminals.fine
      ) : (
        <strong>{fill(words.terminals.attention, { count: countText(care) })}</strong>
      )}
    </p>
  )
}

/** By facility; those that are out of use last. */
function inOrder(lines: readonly TerminalLine[]): TerminalLine[] {
  const place = ({ revokedAt, facility, terminal }: TerminalLine) =>
    `${revokedAt === null ? 0 : 1} ${facility.id} ${terminal}`
  return lines.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
}
