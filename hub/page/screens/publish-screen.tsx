// Signs and publishes what lies ready; says what terminals will get, or which document keeps it back.
import { fill } from '../../../shared/words/words.ts'
import type { PublishAnswer } from '../../server/publish-answer.ts'
import { useOffice } from '../hub/office-context.tsx'
import { useOrder } from '../hub/use-order.ts'
import { Facts } from '../parts/facts.tsx'
import { Press } from '../parts/press.tsx'
import { Failed, Said, Working } from '../parts/said.tsx'
import { useSpoken } from '../say/language.tsx'
import { countText, dayText, instantText, sizeText } from '../say/say.ts'

export function PublishScreen() {
  const { words } = useSpoken()
  const { api } = useOffice()
  const publishing = useOrder<void, PublishAnswer>(api.publish)
  const { publish: said } = words
  const { outcome, isWorking } = publishing
  return (
    <>
      <header className="sheet-head">
        <h1>{said.title}</h1>
      </header>
      <p className="lead">{said.lead}</p>
      <div className="form-keys">
        <Press look="strong" isDisabled={isWorking} onPress={() => void publishing.give()}>
          {said.start}
        </Press>
      </div>
      {isWorking && <Working text={said.working} />}
      {outcome && !outcome.ok && <Failed failure={outcome.error} />}
      {outcome?.ok &&
        (outcome.value.isPublished ? <Done set={outcome.value} /> : <Refused why={outcome.value} />)}
    </>
  )
}

function Done({ set }: { set: Extract<PublishAnswer, { isPublished: true }> }) {
  const { words, language } = useSpoken()
  const { publish: said } = words
  const { what, version, signedAt, goodUntil, files, newFiles, newBytes, roster } = set
  const days = (oldest: string, newest: string) =>
    oldest === newest
      ? dayText(oldest, language)
      : `${dayText(oldest, language)} – ${dayText(newest, language)}`
  return (
    <>
      <Said tone="good" title={said[what]}>
        <p>{said[`${what}_text`]}</p>
        {!roster && what === 'CONTENT' && <p>{said.noRoster}</p>}
      </Said>
      <Facts
        facts={[
          [said.version, String(version)],
          [said.signedAt, instantText(signedAt, language)],
          [said.goodUntil, instantText(goodUntil, language)],
          [
            said.files,
            fill(said.filesOf, {
              files: countText(files),
              fresh: countText(newFiles),
              size: sizeText(newBytes),
            }),
          ],
          ...(roster
            ? ([
                [said.members, countText(roster.members)],
                [said.rosterDays, days(roster.oldestAsOf, roster.newestAsOf)],
              ] as const)
            : []),
        ]}
      />
    </>
  )
}

function Refused({ why }: { why: Extract<PublishAnswer, { isPublished: false }> }) {
  const { words } = useSpoken()
  const { publish: said } = words
  const { kind, role = '—', documents = [] } = why
  return (
    <>
      <Said tone="care" title={said.refused}>
        <p>{fill(said.problem[kind], { role })}</p>
      </Said>
      {documents.length > 0 && (
        <section className="report">
          <h2>{said.documents}</h2>
          <div className="table-frame">
            <table>
              <thead>
                <tr>
                  <th scope="col">{said.document}</th>
                  <th scope="col">{said.sentence}</th>
                </tr>
              </thead>
              <tbody>
                {documents.map(({ path, sentence }) => (
                  <tr key={path}>
                    <th scope="row" className="number">
                      documents/{path}
                    </th>
                    <td>{sentence}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </>
  )
}
