// Digits for fingers.
import { useWords } from '../language/use-words.ts'
import { Press } from './press.tsx'

interface Props {
  readonly type: (digit: string) => void
  readonly erase: () => void
}

export function DigitPad({ type, erase }: Props) {
  const { say } = useWords()
  return (
    <div className="digit-pad">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'].map((digit) => (
        <Press key={digit} look="digit" onPress={() => type(digit)} label={say('typing.digit', { digit })}>
          {digit}
        </Press>
      ))}
      <Press look="digit" onPress={erase}>
        <span className="digit-erase">{say('typing.back')}</span>
      </Press>
    </div>
  )
}
