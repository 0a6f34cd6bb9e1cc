// The duties of every `Link` (shared/bridge/link.ts), checked over whatever two ends a host gives.
import { expect, it } from 'vitest'
import type { Link } from '../../shared/bridge/link.ts'

/** Two ends of one living connection. `near` is the implementation under test. */
export interface LinkPair {
  readonly near: Link
  readonly far: Link
}

/** Called with an end as soon as it exists, before anything can have arrived there. */
export interface Born {
  readonly near?: (near: Link) => void
  readonly far?: (far: Link) => void
}

export type Connect = (born: Born) => Promise<LinkPair>

export function describeLinkContract(connect: Connect): void {
  it('delivers frames whole, in order and once, in both directions', async () => {
    const { near, far } = await connect({})
    const nearHeard = collect(near)
    const farHeard = collect(far)
    const frames = Array.from({ length: 200 }, (_, index) => JSON.stringify({ index }))
    for (const frame of frames) {
      near.send(frame)
      far.send(frame)
    }
    expect(await nearHeard.first(200)).toEqual(frames)
    expect(await farHeard.first(200)).toEqual(frames)
    expect(nearHeard.frames).toHaveLength(200)
    near.close()
  })

  it('shows a frame that is sent at once to listeners that were there from the start', async () => {
    const heard: ReturnType<typeof collect>[] = []
    const { near } = await connect({
      near: (end) => end.send('"first"'),
      far: (end) => heard.push(collect(end)),
    })
    expect(await heard[0]?.first(1)).toEqual(['"first"'])
    near.close()
  })

  it('carries Chinese text of nearly the longest length, and NUL inside strings', async () => {
    const { near, far } = await connect({})
    const farHeard = collect(far)
    const nearHeard = collect(near)
    // 60,000 UTF-16 units, 180 KB on the wire.
    const long = JSON.stringify('工会会员𠮷田'.repeat(60_000 / 7).slice(0, 60_000))
    const nul = 'before\u0000after'
    near.send(long)
    near.send(nul)
    far.send(long)
    far.send(nul)
    expect(await farHeard.first(2)).toEqual([long, nul])
    expect(await nearHeard.first(2)).toEqual([long, nul])
    near.close()
  })

  it('goes down exactly once on both sides when closed from this side', async () => {
    const { near, far } = await connect({})
    const nearDown = countDown(near)
    const farDown = countDown(far)
    near.close()
    near.close()
    await Promise.all([nearDown.happened, farDown.happened])
    far.close()
    await settle()
    expect([nearDown.count(), farDown.count()]).toEqual([1, 1])
  })

  it('goes down exactly once on both sides when closed from the other side', async () => {
    const { near, far } = await connect({})
    const nearDown = countDown(near)
    const farDown = countDown(far)
    far.close()
    await Promise.all([nearDown.happened, farDown.happened])
    near.close()
    await settle()
    expect([nearDown.count(), farDown.count()]).toEqual([1, 1])
  })

  it('delivers nothing after it went down, and sending is harmless', async () => {
    const { near, far } = await connect({})
    const nearHeard = collect(near)
    const farDown = countDown(far)
    far.send('"before"')
    await nearHeard.first(1)
    for (let index = 0; index < 20; index++) far.send('"late"')
    near.close()
    near.send('"after"')
    await farDown.happened
    far.send('"after"')
    await settle()
    expect(nearHeard.frames).toEqual(['"before"'])
  })
}

function collect(link: Link): { readonly frames: string[]; first(count: number): Promise<string[]> } {
  const frames: string[] = []
  let wake = () => {}
  link.onFrame((frame) => {
    frames.push(frame)
    wake()
  })
  return {
    frames,
    async first(count) {
      while (frames.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return frames.slice(0, count)
    },
  }
}

function countDown(link: Link): { readonly happened: Promise<void>; count(): number } {
  let count = 0
  const happened = new Promise<void>((resolve) => {
    link.onDown(() => {
      count++
      resolve()
    })
  })
  return { happened, count: () => count }
}

/** Lets everything that is already under way arrive. */
async function settle(): Promise<void> {
  for (let round = 0; round < 20; round++) await new Promise((resolve) => setImmediate(resolve))
}
