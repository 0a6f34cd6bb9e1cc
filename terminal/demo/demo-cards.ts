// The sample cards that come with the demo roster, as the demo data command wrote them.
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const demoCardsSchema = z.array(
  z.object({
    id: z.string(),
    /** What a scanner reads from it. */
    text: z.string(),
  }),
)
export type DemoCard = z.infer<typeof demoCardsSchema>[number]

export function readDemoCards(path: string): readonly DemoCard[] {
  return demoCardsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
}
