// What a verification found, one list a kind; what was not found is not shown.
import type { HubWords } from '../../../shared/words/hub-words/hub-words.ts'
import { fill } from '../../../shared/words/words.ts'
import type { Verification } from '../../verify/verify-terminal.ts'
import { useSpoken } from '../say/language.tsx'
import { notReceived, placesOf } from '../say/not-received.ts'
import { countText } from '../say/say.ts'

/** More are counted, not listed. */
const MOST_LISTED = 50

export function Findings({ verification }: { verification: Verification }) {
  const { words } = useSpoken()
  const { verification: said, quarantine } = words
  const { missing, altered, broken, quarantined, differences } = verification
  const absent = notReceived(
    missing,
    quarantined.map(({ seq }) => seq),
  )
  const place = (seq: number) => fill(said.seq, { seq: countText(seq) })
  return (
    <>
      <Finding
        title={said.missing}
        how={said.missingHow}
        count={placesOf(absent)}
        lines={absent.map(({ from, to }) =>
          from === to
            ? fill(said.missingOne, { from: countText(from) })
            : fill(said.missingRange, { from: countText(from), to: countText(to) }),
        )}
      />
      <Finding title={said.altered} how={said.alteredHow} lines={altered.map(place)} />
      <Finding title={said.broken} how={said.brokenHow} lines={broken.map(place)} />
      <Finding
        title={said.quarantined}
        how={said.quarantinedHow}
        lines={quarantined.map(
          ({ id, seq, code }) => `${seq === null ? id : place(seq)} · ${quarantine[code]}`,
        )}
      />
      <Finding
        title={said.differences}
        how={said.differencesHow}
        lines={differences.map(({ seq, parts }) =>
          fill(said.differenceParts, {
            seq: countText(seq),
            parts: parts.map((part) => partText(part, words)).join(' · '),
          }),
        )}
      />
    </>
  )
}

interface FindingProps {
  readonly title: string
  readonly how: string
  readonly lines: readonly string[]
  /** How many records the lines are about, where a line is about several. */
  readonly count?: number
}

function Finding({ title, how, lines, count = lines.length }: FindingProps) {
  const { words } = useSpoken()
  if (lines.length === 0) return null
  const rest = lines.length - MOST_LISTED
  return (
    <section className="finding">
      <h2>
        {title} <span className="number">{countText(count)}</span>
      </h2>
      <p className="soft">{how}</p>
      <ul>
        {lines.slice(0, MOST_LISTED).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes once it is there
          <li key={index}>{line}</li>
        ))}
      </ul>
      {rest > 0 && <p className="soft">{fill(words.verification.more, { count: countText(rest) })}</p>}
    </section>
  )
}

/** The parts of an answer have the names of its fields. */
function partText(part: string, { part: names }: HubWords): string {
  return Object.hasOwn(names, part) ? names[part as keyof typeof names] : part
}
