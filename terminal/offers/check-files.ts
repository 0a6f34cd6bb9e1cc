// `terminal offers check FILE…`: form, sense and examples of every file; PASS or FAIL with path and sentence.
import { readFile } from 'node:fs/promises'
import { checkOffers } from '../../shared/offers/check-offers.ts'
import { sayProblem } from '../../shared/offers/offers-problem.ts'
import { readJson } from './read-json.ts'

/** True: every file passed. */
export async function checkFiles(
  files: readonly string[],
  out: (line: string) => void,
  complain: (line: string) => void,
): Promise<boolean> {
  let [passed, failed, unreadable] = [0, 0, 0]
  for (const file of files) {
    const json = readJson(await readFile(file, 'utf8').catch(() => null))
    if (!json.ok) {
      unreadable += 1
      complain(`${file}: ${json.error}`)
      continue
    }
    const checked = checkOffers(json.value)
    if (checked.ok) {
      passed += 1
      const { document, examples } = checked.value
      out(`PASS ${file}: ${document.offers.length} offers, ${examples.length} examples`)
    } else {
      failed += 1
      for (const problem of checked.error) out(`FAIL ${file}: ${sayProblem(problem)}`)
    }
  }
  out(`${passed} passed, ${failed} failed`)
  return failed === 0 && unreadable === 0
}
