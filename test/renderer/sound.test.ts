// Ears know the answer: three tones, for new screens only, silent when muted.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { toneOf } from '../../renderer/sound/tone-of.ts'
import { cardStates } from '../../shared/registration/answer.ts'
import { describeInChromium, launchChromium } from '../support/chromium.ts'
import { type BuiltPage, buildPage } from './support/built-page.ts'
import { openCounter, pressAlone } from './support/counter-page.ts'
import { type FakeTerminal, startFakeTerminal } from './support/fake-terminal.ts'
import { answered, NOW, notJudged, resultOf } from './support/states.ts'

describe('which tone', () => {
  it.each(cardStates)('%s has one of its own kind', (card) => {
    expect(toneOf(resultOf(answered(card, 'IN_FORCE')))).toBe(
      { VALID: 'ok', NOT_YET: 'attention', UNKNOWN: 'attention', UNCONFIRMED: 'attention' }[card as string] ??
        'refusal',
    )
  })

  it('never sounds a refusal where nothing was judged', () => {
    expect(toneOf(resultOf(notJudged('ROSTER_MISSING')))).toBe('attention')
  })
})

describeInChromium('the tones', () => {
  let built: BuiltPage
  let browser: Browser
  let terminal: FakeTerminal
  let page: Page

  beforeAll(async () => {
    built = await buildPage()
    browser = await launchChromium(['--autoplay-policy=user-gesture-required'])
  })

  afterAll(async () => {
    await browser.close()
    built.remove()
  })

  beforeEach(async () => {
    terminal = await startFakeTerminal(built.folder)
    page = await openCounter(browser, terminal.address)
    await page.addInitScript(listenToNotes)
    await page.reload()
    await page.locator('[data-screen]').waitFor()
  })

  afterEach(async () => {
    await page.context().close()
    await terminal.close()
  })

  const notes = () => page.evaluate(() => (window as unknown as { notes: number[] }).notes)

  it('sound once for each new result, each its own', async () => {
    await page.mouse.click(5, 300)
    terminal.show(resultOf(answered('VALID', 'IN_FORCE')))
    await expect.poll(notes).toEqual([660, 990])
    terminal.push({ queued: 1 })
    terminal.show(resultOf(answered('UNCONFIRMED', 'UNCONFIRMED')))
    await expect.poll(notes).toEqual([660, 990, 520])
    terminal.show({ kind: 'refusal', code: 'NOT_A_CARD', at: NOW })
    await expect.poll(notes).toEqual([660, 990, 520, 330, 220, 220])
  })

  it('stay silent when muted, and after a reload of an old result', async () => {
    await page.mouse.click(5, 300)
    await pressAlone(page, 'F4')
    terminal.show(resultOf(answered('VALID', 'IN_FORCE')))
    await page.locator('.answer').first().waitFor()
    await pressAlone(page, 'F4')
    await page.reload()
    await page.locator('.answer').first().waitFor()
    await page.mouse.click(5, 300)
    expect(await notes()).toEqual([])
  })

  it('break nothing before the first gesture', async () => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    terminal.show(resultOf(answered('VALID', 'IN_FORCE')))
    await page.locator('.answer').first().waitFor()
    await page.waitForTimeout(200)
    expect(errors).toEqual([])
    await page.mouse.click(5, 300)
    terminal.show(resultOf(answered('EXPIRED', 'LAPSED')))
    await expect.poll(async () => (await notes()).slice(-3)).toEqual([330, 220, 220])
  })
})

/** Writes down the pitch of every note that is started. */
function listenToNotes(): void {
  const notes: number[] = []
  Object.assign(window, { notes })
  const { start } = OscillatorNode.prototype
  OscillatorNode.prototype.start = function (when?: number) {
    notes.push(Math.round(this.frequency.value))
    return start.call(this, when)
  }
}
