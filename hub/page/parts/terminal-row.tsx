// One terminal of the list.
import { fill } from '../../../shared/words/words.ts'
import type { TerminalLine } from '../../server/office.ts'
import { useSpoken } from '../say/language.tsx'
import { countText, dayText, shortId, sinceText } from '../say/say.ts'
import { type Contact, contactOf } from '../say/standing-of.ts'
import { Press } from './press.tsx'
import type { ShapeName } from './shape.tsx'
import { StatusWord } from './status-word.tsx'

const looks: Readonly<
  Record<Contact, { readonly shape: ShapeName; readonly tone: 'good' | 'quiet' | 'care' | 'plain' }>
> = {
  NEAR: { shape: 'good', tone: 'good' },
  QUIET: { shape: 'quiet', tone: 'quiet' },
  SILENT: { shape: 'care', tone: 'care' },
  NEVER: { shape: 'none', tone: 'quiet' },
  REVOKED: { shape: 'over', tone: 'plain' },
}

interface Props {
  readonly line: TerminalLine
  readonly hubNow: number
  readonly revoke: () => void
}

export function TerminalRow({ line, hubNow, revoke }: Props) {
  const { words, language } = useSpoken()
  const { facility, status, lastContactAt, revokedAt, version } = line
  const contact = contactOf(line, hubNow)
  const id = shortId(line.terminal)
  const which = `${words.terminals.verify} ${id}`
  return (
    <tr data-revoked={revokedAt !== null}>
      <th scope="row">
        <span className="facility">{language === 'en' ? facility.nameEn : facility.name}</span>
        <span className="below">
          {facility.id} · <span className="number">{id}</span>
        </span>
      </th>
      <td>
        <StatusWord {...looks[contact]}>{words.contact[contact].word}</StatusWord>
        {lastContactAt !== null && (
          <span className="below">{sinceText(hubNow - Date.parse(lastContactAt), words)}</span>
        )}
      </td>
      <td>
        <Roster line={line} />
      </td>
      <td className="count">{status ? countText(status.queued) : '—'}</td>
      <td className="count" data-care={status !== null && status.heldOut > 0}>
        {status ? countText(status.heldOut) : '—'}
      </td>
      <td>
        {status?.clock === 'BEHIND' ? (
          <StatusWord shape="care" tone="care">
            {words.terminals.clockBEHIND}
          </StatusWord>
        ) : status ? (
          words.terminals.clockOK
        ) : (
          '—'
        )}
      </td>
      <td>
        <span className="number">{version}</span>
        {status && status.packageVersion !== null && (
          <span className="below">{fill(words.terminals.packages, { version: status.packageVersion })}</span>
        )}
      </td>
      <td className="row-keys">
        <a className="press press-plain" href={`#/terminals/${line.terminal}`} aria-label={which}>
          {words.terminals.verify}
        </a>
        {revokedAt === null && (
          <Press look="quiet" onPress={revoke} label={`${words.terminals.revoke} ${id}`}>
            {words.terminals.revoke}
          </Press>
        )}
      </td>
    </tr>
  )
}

function Roster({ line: { status, rosterAgeDays } }: { line: TerminalLine }) {
  const { words, language } = useSpoken()
  if (!status) return '—'
  if (status.rosterAsOf === null || rosterAgeDays === null)
    return (
      <StatusWord shape="care" tone="care">
        {words.terminals.noRoster}
      </StatusWord>
    )
  return (
    <>
      {rosterAgeDays <= 0
        ? words.terminals.rosterToday
        : fill(words.terminals.rosterAge, { days: rosterAgeDays })}
      <span className="below">{dayText(status.rosterAsOf, language)}</span>
    </>
  )
}
