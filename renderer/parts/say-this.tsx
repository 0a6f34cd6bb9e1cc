// Plain words the clerk can read aloud.
import { useWords } from '../language/use-words.ts'
import { Phrases } from './phrases.tsx'

export function SayThis({ words }: { words: string }) {
  const { say } = useWords()
  return (
    <div className="say-next">
      <p className="say-next-words">
        <span className="say-next-label">{say('say.label')}</span>
        <Phrases text={words} />
      </p>
    </div>
  )
}
