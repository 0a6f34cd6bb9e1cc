// The services of a month, its closing, and its file for Excel.
import { useState } from 'react'
import { dayOfInstant } from '../../../shared/core/day.ts'
import { fill } from '../../../shared/words/words.ts'
import { useOffice } from '../hub/office-context.tsx'
import { useAnswer } from '../hub/use-answer.ts'
import { useOrder } from '../hub/use-order.ts'
import { Confirm } from '../parts/confirm.tsx'
import { MonthTables } from '../parts/month-tables.tsx'
import { Press } from '../parts/press.tsx'
import { Failed, Said, Working } from '../parts/said.tsx'
import { StatusWord } from '../parts/status-word.tsx'
import { useSpoken } from '../say/language.tsx'
import { lastMonths, monthName } from '../say/last-months.ts'

export function MonthScreen() {
  const { words, language } = useSpoken()
  const { api, now } = useOffice()
  const months = lastMonths(dayOfInstant(now()).slice(0, 7))
  const [current = ''] = months
  const [month, setMonth] = useState(current)
  const asked = useAnswer(month, () => api.month(month))
  const locking = useOrder((chosen: string) => api.lockMonth(chosen))
  const [isAskedTwice, setAskedTwice] = useState(false)
  const { month: said } = words
  const monthText = monthName(month, language)
  const report = asked.value

  function choose(other: string) {
    setMonth(other)
    locking.forget()
  }

  async function lock() {
    await locking.give(month)
    setAskedTwice(false)
    asked.again()
  }

  return (
    <>
      <header className="sheet-head">
        <h1>{said.title}</h1>
        <select aria-label={said.choose} value={month} onChange={(event) => choose(event.target.value)}>
          {months.map((one) => (
            <option key={one} value={one}>
              {monthName(one, language)}
            </option>
          ))}
        </select>
        {report && (
          <>
            <p className="sum">
              {report.isLocked ? (
                <StatusWord shape="locked" tone="good">
                  {said.locked}
                </StatusWord>
              ) : (
                <StatusWord shape="open" tone="quiet">
                  {said.open}
                </StatusWord>
              )}{' '}
              <span className="soft">{report.isLocked ? said.lockedText : said.openText}</span>
            </p>
            <div className="sheet-keys">
              <a className="press press-plain" href={api.monthCsvAddress(month)} download>
                {said.csv}
              </a>
              {!report.isLocked && (
                <Press onPress={() => setAskedTwice(true)} isDisabled={locking.isWorking}>
                  {said.lock}
                </Press>
              )}
            </div>
          </>
        )}
      </header>
      {locking.outcome &&
        (locking.outcome.ok ? (
          <Said
            tone="plain"
            title={fill(locking.outcome.value.done ? said.lockedNow : said.lockedBefore, {
              month: monthText,
            })}
          />
        ) : (
          <Failed failure={locking.outcome.error} />
        ))}
      {asked.failure && <Failed failure={asked.failure} again={asked.again} />}
      {!report && asked.isAsking && <Working text={words.app.working} />}
      {report && <MonthTables report={report} />}
      {isAskedTwice && (
        <Confirm
          title={fill(said.lockTitle, { month: monthText })}
          yes={said.lockYes}
          isWorking={locking.isWorking}
          onYes={() => void lock()}
          close={() => setAskedTwice(false)}
        >
          {month === current && <p className="care">{said.lockEarly}</p>}
          <p>{said.lockText}</p>
        </Confirm>
      )}
    </>
  )
}
