// One light a scanner: a shape and a word, never colour alone. Several scanners are told apart by how they are plugged in.
import type { ScannerLight } from '../../shared/bridge/state.ts'
import { useWords } from '../language/use-words.ts'

export function ScannerLights({ scanners }: { scanners: readonly ScannerLight[] }) {
  const { say } = useWords()
  if (scanners.length === 0) return say('status.noScanner')
  const several = scanners.length > 1
  return (
    <ul className="lights" data-several={several}>
      {scanners.map((scanner) => (
        <li key={scanner.id} data-light={scanner.status} title={say(`source.${scanner.source}`)}>
          <Light status={scanner.status} />
          {several && <span>{say(`sourceShort.${scanner.source}`)}</span>}
          <span>{say(`scanner.${scanner.status}`)}</span>
        </li>
      ))}
    </ul>
  )
}

function Light({ status }: { status: ScannerLight['status'] }) {
  return (
    <svg className="light" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {status === 'ready' && <circle cx="8" cy="8" r="7" fill="currentColor" />}
      {status === 'disconnected' && (
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2.4" />
      )}
      {status === 'denied' && <path d="M8 1 L15 15 H1 Z" fill="currentColor" />}
      {status === 'failed' && <path d="M2 2 L14 14 M14 2 L2 14" stroke="currentColor" strokeWidth="3.4" />}
    </svg>
  )
}
