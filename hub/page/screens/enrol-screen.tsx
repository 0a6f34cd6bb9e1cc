// A one-time code for a new terminal: large enough to read out, and as the barcode the terminal's own scanner reads.
import { type FormEvent, useState } from 'react'
import { fill } from '../../../shared/words/words.ts'
import { facilitySchema } from '../../server/office.ts'
import { useOffice } from '../hub/office-context.tsx'
import { useAnswer } from '../hub/use-answer.ts'
import { useOrder } from '../hub/use-order.ts'
import { EnrolmentCode } from '../parts/enrolment-code.tsx'
import { Field, TextField } from '../parts/field.tsx'
import { Press } from '../parts/press.tsx'
import { Failed, Said } from '../parts/said.tsx'
import { useSpoken } from '../say/language.tsx'

const HOURS = [2, 24, 72, 168] as const

export function EnrolScreen() {
  const { words, language } = useSpoken()
  const { api } = useOffice()
  const known = useAnswer('terminals', api.terminals)
  const issuing = useOrder(api.enrol)
  const [facility, setFacility] = useState({ id: '', name: '', nameEn: '' })
  const [hours, setHours] = useState<number>(24)
  const [problem, setProblem] = useState<'badId' | 'noName' | null>(null)
  const facilities = new Map((known.value?.terminals ?? []).map((line) => [line.facility.id, line.facility]))
  const { enrol: said } = words

  function chooseId(id: string) {
    // A further terminal of a facility that has one already.
    setFacility((before) => facilities.get(id) ?? { ...before, id })
  }

  async function issue(event: FormEvent) {
    event.preventDefault()
    const checked = facilitySchema.safeParse({ ...facility, id: facility.id.trim() })
    issuing.forget()
    if (!checked.success) {
      setProblem(facilitySchema.shape.id.safeParse(facility.id.trim()).success ? 'noName' : 'badId')
      return
    }
    setProblem(null)
    await issuing.give({ facility: checked.data, hours })
  }

  const hoursText = (count: number) =>
    count < 48 ? fill(said.hoursOf, { count }) : fill(said.daysOf, { count: count / 24 })
  if (issuing.outcome?.ok) {
    const name = language === 'en' ? facility.nameEn : facility.name
    return <EnrolmentCode issued={issuing.outcome.value} facility={name} again={issuing.forget} />
  }
  return (
    <>
      <header className="sheet-head">
        <h1>{said.title}</h1>
      </header>
      <p className="lead">{said.lead}</p>
      <form className="form" onSubmit={issue} noValidate>
        <TextField
          label={said.id}
          hint={said.idHint}
          value={facility.id}
          onValue={chooseId}
          maxLength={32}
          known={[...facilities.keys()]}
        />
        <TextField
          label={said.name}
          value={facility.name}
          onValue={(name) => setFacility({ ...facility, name })}
          maxLength={64}
        />
        <TextField
          label={said.nameEn}
          value={facility.nameEn}
          onValue={(nameEn) => setFacility({ ...facility, nameEn })}
          maxLength={64}
        />
        <Field label={said.hours}>
          {(ids) => (
            <select {...ids} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
              {HOURS.map((count) => (
                <option key={count} value={count}>
                  {hoursText(count)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {problem && <Said tone="care" title={said[problem]} />}
        {issuing.outcome && !issuing.outcome.ok && <Failed failure={issuing.outcome.error} />}
        <div className="form-keys">
          <Press look="strong" isDisabled={issuing.isWorking}>
            {said.issue}
          </Press>
          <p className="soft">{said.unpublished}</p>
        </div>
      </form>
    </>
  )
}
