// Says that nothing here is real.
import { useWords } from '../language/use-words.ts'

export function DemoBanner() {
  const { say } = useWords()
  return <p className="demo-banner">{say('demo.banner')}</p>
}
