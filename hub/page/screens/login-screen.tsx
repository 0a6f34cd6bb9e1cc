// The admin token, traded for a cookie. The token is kept nowhere in the page.
import { type FormEvent, useState } from 'react'
import type { HubFailure } from '../hub/ask-hub.ts'
import { useOffice } from '../hub/office-context.tsx'
import { Field } from '../parts/field.tsx'
import { LanguageSwitch } from '../parts/frame.tsx'
import { Press } from '../parts/press.tsx'
import { Said } from '../parts/said.tsx'
import { useSpoken } from '../say/language.tsx'
import { failureText } from '../say/say.ts'

type Problem = HubFailure | { readonly kind: 'EMPTY' } | { readonly kind: 'ENDED' }

export function LoginScreen({ hasEnded, enter }: { hasEnded: boolean; enter: () => void }) {
  const { words } = useSpoken()
  const { api } = useOffice()
  const [token, setToken] = useState('')
  const [isWorking, setWorking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(hasEnded ? { kind: 'ENDED' } : null)

  async function logIn(event: FormEvent) {
    event.preventDefault()
    if (isWorking) return
    if (token.trim() === '') return setProblem({ kind: 'EMPTY' })
    setWorking(true)
    const answer = await api.login(token.trim())
    setWorking(false)
    if (answer.ok) return enter()
    setProblem(answer.error)
  }

  function sentenceOf(found: Problem): string {
    if (found.kind === 'EMPTY') return words.login.empty
    if (found.kind === 'ENDED') return words.login.ended
    return found.kind === 'SESSION_OVER' ? words.login.WRONG_TOKEN : failureText(found, words)
  }

  return (
    <main className="login">
      <form className="login-sheet" onSubmit={logIn} noValidate>
        <header className="login-head">
          <p className="bar-name">{words.app.name}</p>
          <LanguageSwitch />
        </header>
        <h1>{words.login.title}</h1>
        <Field label={words.login.token} hint={words.login.hint}>
          {(ids) => (
            <input
              {...ids}
              type="password"
              autoComplete="current-password"
              // biome-ignore lint/a11y/noAutofocus: the only thing to do on this page
              autoFocus
              value={token}
              maxLength={128}
              onChange={(event) => setToken(event.target.value)}
            />
          )}
        </Field>
        {problem && <Said tone="care" title={sentenceOf(problem)} />}
        <Press look="strong" isDisabled={isWorking}>
          {words.login.enter}
        </Press>
      </form>
    </main>
  )
}
