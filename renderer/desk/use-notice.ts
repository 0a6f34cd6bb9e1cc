// A short sentence for a call that came to nothing, shown until the next key or for a few seconds.
import { useEffect, useState } from 'react'
import type { CallProblem } from '../link/terminal-client.ts'

const SHOWN_MS = 6_000

export function useNotice(): [CallProblem | null, (problem: CallProblem | null) => void] {
  const [notice, setNotice] = useState<{ problem: CallProblem } | null>(null)
  useEffect(() => {
    if (!notice) return
    const timer = setTimeout(() => setNotice(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice])
  return [notice?.problem ?? null, (problem) => setNotice(problem && { problem })]
}
