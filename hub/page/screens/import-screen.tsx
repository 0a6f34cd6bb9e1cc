// A union's list as a CSV file, and its report line by line. The file goes to the hub as it is; nothing of it stays in the page.
import { type FormEvent, useState } from 'react'
import { dayOfInstant } from '../../../shared/core/day.ts'
import type { RosterOrder } from '../hub/ask-hub.ts'
import { useOffice } from '../hub/office-context.tsx'
import { useOrder } from '../hub/use-order.ts'
import { Field, TextField } from '../parts/field.tsx'
import { ImportOutcome } from '../parts/import-outcome.tsx'
import { Press } from '../parts/press.tsx'
import { Failed, Said, Working } from '../parts/said.tsx'
import { useSpoken } from '../say/language.tsx'
import { sizeText } from '../say/say.ts'

export function ImportScreen() {
  const { words } = useSpoken()
  const { api, now } = useOffice()
  const importing = useOrder((order: RosterOrder) => api.importRoster(order))
  const today = dayOfInstant(now())
  const [union, setUnion] = useState('')
  const [name, setName] = useState('')
  const [asOf, setAsOf] = useState<string>(today)
  const [file, setFile] = useState<File | null>(null)
  const [problem, setProblem] = useState<'badUnion' | 'needFile' | 'needDay' | null>(null)
  const { import: said } = words

  async function start(event: FormEvent) {
    event.preventDefault()
    importing.forget()
    if (!/^\d{3}$/.test(union.trim())) return setProblem('badUnion')
    if (asOf === '') return setProblem('needDay')
    if (!file) return setProblem('needFile')
    setProblem(null)
    await importing.give({ union: union.trim(), name: name.trim(), asOf, file })
  }

  const { outcome } = importing
  return (
    <>
      <header className="sheet-head">
        <h1>{said.title}</h1>
      </header>
      <p className="lead">{said.lead}</p>
      <form className="form" onSubmit={start} noValidate>
        <TextField
          label={said.union}
          hint={said.unionHint}
          value={union}
          onValue={setUnion}
          maxLength={3}
          inputMode="numeric"
        />
        <TextField label={said.name} hint={said.nameHint} value={name} onValue={setName} maxLength={64} />
        <TextField
          label={said.asOf}
          hint={said.asOfHint}
          type="date"
          value={asOf}
          onValue={setAsOf}
          max={today}
        />
        <Field label={said.file} hint={said.fileHint}>
          {(ids) => (
            <div className="file">
              <input
                {...ids}
                type="file"
                accept=".csv,.txt,text/csv"
                onChange={(event) => setFile(event.target.files?.[0] ?? null)}
              />
              <span className="press press-plain" aria-hidden="true">
                {said.choose}
              </span>
              <span className="file-name">
                {file ? `${file.name} · ${sizeText(file.size)}` : said.noFile}
              </span>
            </div>
          )}
        </Field>
        {problem && <Said tone="care" title={said[problem]} />}
        <div className="form-keys">
          <Press look="strong" isDisabled={importing.isWorking}>
            {said.start}
          </Press>
        </div>
      </form>
      {importing.isWorking && <Working text={said.working} />}
      {outcome && (outcome.ok ? <ImportOutcome reply={outcome.value} /> : <Failed failure={outcome.error} />)}
    </>
  )
}
