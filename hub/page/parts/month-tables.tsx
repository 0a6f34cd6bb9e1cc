// The numbers of a month: the sum first, then by service, by union, by day.
import { type AidService, aidServices } from '../../../shared/visit/services.ts'
import type { Counts, MonthReport } from '../../report/month-report.ts'
import { useSpoken } from '../say/language.tsx'
import { countText, dayText } from '../say/say.ts'

export function MonthTables({ report }: { report: MonthReport }) {
  const { words, language } = useSpoken()
  const { month: said } = words
  const { total, byService, byDay, rows } = report
  const isEmpty = rows.length === 0 && total.visits === 0 && total.voids === 0
  return (
    <>
      <dl className="totals">
        {countNames.map((name) => (
          <div key={name}>
            <dt>{said[name]}</dt>
            <dd className="number">{countText(total[name])}</dd>
          </div>
        ))}
      </dl>
      {isEmpty && <p className="empty">{said.empty}</p>}
      {!isEmpty && (
        <>
          <div className="month-parts">
            <CountTable
              title={said.byService}
              head={said.service}
              rows={byService.map((row) => ({ ...row, name: words.service[row.service] }))}
            />
            <CountTable
              title={said.byDay}
              head={said.day}
              rows={byDay.map((row) => ({ ...row, name: dayText(row.on, language) }))}
            />
          </div>
          <UnionTable report={report} />
        </>
      )}
      <p className="soft definitions">{said.definitions}</p>
    </>
  )
}

const countNames = ['visits', 'persons', 'late', 'voids'] as const

interface CountTableProps {
  readonly title: string
  readonly head: string
  readonly rows: readonly (Counts & { readonly name: string })[]
}

function CountTable({ title, head, rows }: CountTableProps) {
  const { words } = useSpoken()
  return (
    <section>
      <h2>{title}</h2>
      <div className="table-frame">
        <table>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {countNames.map((name) => (
                <th key={name} scope="col" className="count">
                  {words.month[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                {countNames.map((name) => (
                  <td key={name} className="count">
                    {countText(row[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Visits of each union by service, and its persons, which cannot be added up. */
function UnionTable({ report: { byUnion, byUnionAndService } }: { report: MonthReport }) {
  const { words } = useSpoken()
  const { month: said } = words
  const visits = new Map(byUnionAndService.map((row) => [`${row.unionCode} ${row.service}`, row.visits]))
  const visitsOf = (unionCode: string, service: AidService) => visits.get(`${unionCode} ${service}`) ?? 0
  return (
    <section>
      <h2>{said.byUnion}</h2>
      <div className="table-frame">
        <table>
          <thead>
            <tr>
              <th scope="col">{said.union}</th>
              {aidServices.map((service) => (
                <th key={service} scope="col" className="count">
                  {words.service[service]}
                </th>
              ))}
              <th scope="col" className="count">
                {said.visits}
              </th>
              <th scope="col" className="count">
                {said.persons}
              </th>
            </tr>
          </thead>
          <tbody>
            {byUnion.map(({ unionCode, visits: sum, persons }) => (
              <tr key={unionCode}>
                <th scope="row" className="number">
                  {unionCode === '' ? said.unverified : unionCode}
                </th>
                {aidServices.map((service) => (
                  <td key={service} className="count">
                    {countText(visitsOf(unionCode, service))}
                  </td>
                ))}
                <td className="count">{countText(sum)}</td>
                <td className="count">{countText(persons)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
