// Every result is read from two metres by tired eyes: white on its panel, and ink on paper, at least 7:1.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const sheet = readFileSync(new URL('../../renderer/style/tokens.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...sheet.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
)
const panels = [...tokens.keys()].filter((name) => name.startsWith('panel-'))

describe('contrast', () => {
  it('knows a panel for every meaning', () => {
    expect(panels.length).toBeGreaterThanOrEqual(12)
  })

  it.each(panels)('white on --%s is at least 7:1', (panel) => {
    expect(ratio(colour('on-panel'), colour(panel))).toBeGreaterThanOrEqual(7)
  })

  it.each([
    ['ink', 'paper'],
    ['ink', 'paper-deep'],
    ['ink-soft', 'paper'],
    ['ink-soft', 'paper-bright'],
    ['ink-soft', 'paper-deep'],
    ['accent', 'paper-bright'],
    ['alarm', 'paper-bright'],
    ['panel-valid', 'paper'],
    ['on-accent', 'accent'],
    ['demo-ink', 'demo-paper'],
  ])('--%s on --%s is at least 7:1', (text, ground) => {
    expect(ratio(colour(text), colour(ground))).toBeGreaterThanOrEqual(7)
  })

  it('gives every panel a colour of its own', () => {
    expect(new Set(panels.map((panel) => tokens.get(panel))).size).toBe(panels.length)
  })
})

function colour(name: string): string {
  const value = tokens.get(name)
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
