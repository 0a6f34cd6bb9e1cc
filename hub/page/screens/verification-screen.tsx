// Is anything of one terminal missing, altered or re-ordered? One big answer first, then what it rests on.
import { fill } from '../../../shared/words/words.ts'
import type { Verification } from '../../verify/verify-terminal.ts'
import { useOffice } from '../hub/office-context.tsx'
import { useAnswer } from '../hub/use-answer.ts'
import { Facts } from '../parts/facts.tsx'
import { Findings } from '../parts/findings.tsx'
import { Failed, Said, Working } from '../parts/said.tsx'
import { useSpoken } from '../say/language.tsx'
import { countText, shortId } from '../say/say.ts'

export function VerificationScreen({ terminal }: { terminal: string }) {
  const { words, language } = useSpoken()
  const { api } = useOffice()
  const lines = useAnswer('terminals', api.terminals)
  const asked = useAnswer(terminal, () => api.verify(terminal))
  const facility = lines.value?.terminals.find((line) => line.terminal === terminal)?.facility
  const { verification: said } = words
  return (
    <>
      <a className="back" href="#/terminals">
        {said.back}
      </a>
      <header className="sheet-head">
        <h1>{said.title}</h1>
        <p className="sum">
          {facility && `${language === 'en' ? facility.nameEn : facility.name} · `}
          {fill(words.terminals.terminal, { id: shortId(terminal) })}
        </p>
      </header>
      {asked.isAsking && !asked.value && <Working text={said.working} />}
      {asked.failure && <Failed failure={asked.failure} again={asked.again} />}
      {asked.value && <Verified verification={asked.value} />}
    </>
  )
}

function Verified({ verification }: { verification: Verification }) {
  const { words } = useSpoken()
  const { verification: said } = words
  const { isComplete, visits, checks, ackSeq, reportedLastSeq, differences, lastSeq } = verification
  const isEmpty = isComplete && visits === 0 && lastSeq === 0
  return (
    <>
      {isEmpty ? (
        <Said tone="plain" title={said.none} />
      ) : (
        <Said
          isLarge
          tone={isComplete ? 'good' : 'care'}
          title={isComplete ? said.complete : said.incomplete}
        >
          {isComplete && <p>{said.completeText}</p>}
        </Said>
      )}
      <Facts
        facts={[
          [said.visits, countText(visits)],
          [said.checks, countText(checks)],
          [said.upTo, ackSeq === 0 ? '—' : fill(said.seq, { seq: countText(ackSeq) })],
          [
            said.told,
            reportedLastSeq === null ? said.untold : fill(said.seq, { seq: countText(reportedLastSeq) }),
          ],
        ]}
      />
      <Findings verification={verification} />
      {checks > 0 && differences.length === 0 && (
        <Said tone="good" title={said.same}>
          <p>{said.sameText}</p>
        </Said>
      )}
      {verification.agreeWithGrace.map(({ julyGraceDays, checks: count }) => (
        <p key={julyGraceDays} className="soft">
          {fill(said.grace, { checks: countText(count), days: julyGraceDays })}
        </p>
      ))}
      {verification.unknownPlan > 0 && (
        <p className="soft">{fill(said.unknownPlan, { count: countText(verification.unknownPlan) })}</p>
      )}
    </>
  )
}
