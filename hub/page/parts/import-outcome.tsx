// What became of an import, and its report line by line: for the union that sent the list. Numbers are masked by the hub.
import { fill } from '../../../shared/words/words.ts'
import { listColumns } from '../../import/csv-columns.ts'
import { rowProblems } from '../../import/import-report.ts'
import type { ImportReply, ImportReport } from '../hub/replies.ts'
import { useSpoken } from '../say/language.tsx'
import { countText, dayText } from '../say/say.ts'
import { Facts } from './facts.tsx'
import { Said } from './said.tsx'

export function ImportOutcome({ reply }: { reply: ImportReply }) {
  const { words, language } = useSpoken()
  const { import: said } = words
  if (!reply.ok)
    return (
      <>
        <Said tone="care" title={said.kept}>
          <p>{fill(said.problem[reply.kind], { detail: reply.detail ?? '—' })}</p>
        </Said>
        {reply.report && <Report report={reply.report} />}
      </>
    )
  const { name, unionCode, asOf, rows, replacedAsOf, listedTwice, report, encoding } = reply
  const day = dayText(asOf, language)
  return (
    <>
      <Said tone="good" title={said.done}>
        <p>
          {fill(said.doneText, { name, code: unionCode, day, rows: countText(rows) })}{' '}
          {replacedAsOf === null ? said.isNew : fill(said.replaced, { day: dayText(replacedAsOf, language) })}{' '}
          {listedTwice > 0 && fill(said.listedTwice, { count: countText(listedTwice) })}
        </p>
        <p>
          {said.next} <a href="#/publish">{said.toPublish}</a>
        </p>
      </Said>
      <Report report={report} encoding={encoding} />
    </>
  )
}

function Report({ report, encoding }: { report: ImportReport; encoding?: string }) {
  const { words, language } = useSpoken()
  const { import: said } = words
  const { accepted, rejected, problems, problemsTotal } = report
  const of = language === 'en' ? 1 : 0
  return (
    <section className="report">
      <h2>{said.problems}</h2>
      <Facts
        facts={[
          [said.accepted, countText(accepted)],
          [said.rejected, countText(rejected)],
          ...(encoding === undefined ? [] : [[said.encoding, encoding.toUpperCase()] as const]),
        ]}
      />
      {problems.length === 0 && <p>{said.allGood}</p>}
      {problemsTotal > problems.length && (
        <p>{fill(said.listed, { total: countText(problemsTotal), listed: countText(problems.length) })}</p>
      )}
      {problems.length > 0 && (
        <div className="table-frame">
          <table>
            <thead>
              <tr>
                <th scope="col" className="count">
                  {said.line}
                </th>
                <th scope="col">{said.what}</th>
                <th scope="col">{said.column}</th>
                <th scope="col">{said.number}</th>
              </tr>
            </thead>
            <tbody>
              {problems.map(({ line, code, column, position, maskedNumber }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a line can have the same problem twice, and the list never changes
                <tr key={index}>
                  <td className="count">{countText(line)}</td>
                  <td>{rowProblems[code][of]}</td>
                  <td>
                    {column !== undefined && listColumns[column][of]}
                    {position !== undefined && fill(said.columnAt, { position })}
                  </td>
                  <td className="number">{maskedNumber}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
