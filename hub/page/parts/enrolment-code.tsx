// The code that was just issued. The hub keeps only its hash: what is not noted down now is gone.
import { useEffect, useRef } from 'react'
import type { z } from 'zod'
import { dayOfInstant } from '../../../shared/core/day.ts'
import { sayTime } from '../../../shared/words/say-day.ts'
import { fill } from '../../../shared/words/words.ts'
import type { shownCodeSchema } from '../../server/office.ts'
import { useSpoken } from '../say/language.tsx'
import { dayText } from '../say/say.ts'
import { Press } from './press.tsx'

interface Props {
  readonly issued: z.infer<typeof shownCodeSchema>
  readonly facility: string
  readonly again: () => void
}

export function EnrolmentCode({ issued, facility, again }: Props) {
  const { words, language } = useSpoken()
  const { enrol: said } = words
  const { code, barcodeText, barcodeSvg, endsAt } = issued
  const endsMs = Date.parse(endsAt)
  const title = useRef<HTMLHeadingElement>(null)
  // The form with the keyboard's place in it has gone.
  useEffect(() => title.current?.focus(), [])
  return (
    <>
      <header className="sheet-head">
        <h1 ref={title} tabIndex={-1}>
          {said.codeTitle}
        </h1>
        <p className="sum">{facility}</p>
        <div className="sheet-keys">
          <Press onPress={again}>{said.again}</Press>
        </div>
      </header>
      <section className="code">
        <p className="code-text number" role="status">
          {code}
        </p>
        <p className="code-until">
          {fill(said.until, { day: dayText(dayOfInstant(endsMs), language), time: sayTime(endsMs) })}
        </p>
        <img
          className="code-bars"
          alt={fill(said.barcode, { text: barcodeText })}
          src={`data:image/svg+xml,${encodeURIComponent(barcodeSvg)}`}
        />
        <p>{said.how}</p>
        <p className="command">
          npm run -s terminal -- enrol {code} --hub {location.origin}
        </p>
        <p className="soft">{said.once}</p>
      </section>
    </>
  )
}
