// The admin page is of the counter's family, and its statuses are read by tired eyes: the same colours, at least 7:1.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const tokensOf = (path: string) =>
  new Map(
    [...readFileSync(new URL(path, import.meta.url), 'utf8').matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(
      (match) => [match[1] ?? '', match[2] ?? ''],
    ),
  )
const page = tokensOf('../../hub/page/style/tokens.css')
const counter = tokensOf('../../renderer/style/tokens.css')

describe('colours', () => {
  it('are the counter’s where both have them', () => {
    const shared = [...page.keys()].filter((name) => counter.has(name))
    expect(shared.length).toBeGreaterThanOrEqual(10)
    for (const name of shared) expect(page.get(name), name).toBe(counter.get(name))
  })

  it.each(
    ['ink', 'ink-soft', 'accent', 'tone-good', 'tone-quiet', 'tone-care'].flatMap((text) =>
      ['paper', 'paper-bright'].map((ground) => [text, ground] as const),
    ),
  )('--%s on --%s is at least 7:1', (text, ground) => {
    expect(ratio(colour(text), colour(ground))).toBeGreaterThanOrEqual(7)
  })

  it.each([
    ['ink', 'paper-deep'],
    ['ink-soft', 'paper-deep'],
    ['on-accent', 'accent'],
  ])('--%s on --%s is at least 7:1', (text, ground) => {
    expect(ratio(colour(text), colour(ground))).toBeGreaterThanOrEqual(7)
  })
})

function colour(name: string): string {
  const value = page.get(name)
  if (!value) throw new Error(`no token --${name}`)
  return value
}

/** Contrast ratio of WCAG 2. */
function ratio(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}
