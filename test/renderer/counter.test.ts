// The page as it ships, in a real browser, over a real socket, under the hosts' content security policy.
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { day } from '../../shared/core/day.ts'
import { cardStates, judgementRefusals, protectionStates } from '../../shared/registration/answer.ts'
import { aidServices } from '../../shared/visit/services.ts'
import { en } from '../../shared/words/en.ts'
import { fill } from '../../shared/words/words.ts'
import { zhCN } from '../../shared/words/zh-CN.ts'
import { describeInChromium, launchChromium } from '../support/chromium.ts'
import { type BuiltPage, buildPage } from './support/built-page.ts'
import { openCounter, pressAlone, scanKeys } from './support/counter-page.ts'
import { type FakeTerminal, startFakeTerminal } from './support/fake-terminal.ts'
import { dayAnswer } from './support/gallery.ts'
import {
  answered,
  demo,
  NOW,
  nobody,
  notJudged,
  person,
  resultOf,
  service,
  stateOf,
  todayRows,
  visitId,
} from './support/states.ts'

describeInChromium('the counter', () => {
  let built: BuiltPage
  let browser: Browser
  let terminal: FakeTerminal
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    built = await buildPage()
    browser = await launchChromium()
  })

  afterAll(async () => {
    await browser.close()
    built.remove()
  })

  beforeEach(async () => {
    terminal = await startFakeTerminal(built.folder)
    page = await openCounter(browser, terminal.address)
    complaints = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/WebSocket|ERR_|net::/.test(message.text()))
        complaints.push(message.text())
    })
  })

  afterEach(async () => {
    expect(complaints).toEqual([])
    await page.context().close()
    await terminal.close()
  })

  const called = (method: string) =>
    expect.poll(() => terminal.calls.filter((call) => call.method === method).map((call) => call.params))
  const text = (selector: string) => textOf(page.locator(selector))

  it('breaks no content security policy while it loads', async () => {
    await page.reload()
    await page.locator('.idle').waitFor()
    await page.evaluate(() => document.fonts.ready)
  })

  it('shows its own font, also for characters of later planes and for digits', async () => {
    terminal.show(resultOf(answered('VALID', 'IN_FORCE'), { person: { ...person, maskedName: '𠮷*龘' } }))
    await page.locator('.answer').first().waitFor()
    await page.evaluate(() => document.fonts.ready)
    const loaded = await page.evaluate(() =>
      ['卡有效', '龘', '2015'].map((sample) =>
        document.fonts.check("800 40px 'Noto Sans SC Variable'", sample),
      ),
    )
    expect(loaded).toEqual([true, true, true])
    // `check` also says yes where no face claims the character: these faces have really come.
    const faces = await page.evaluate(() =>
      [...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family),
    )
    expect(faces.filter((family) => family.includes('Noto Sans SC Variable')).length).toBeGreaterThan(3)
    expect(faces.filter((family) => family.includes('Plane 2')).length).toBe(1)
  })

  it.each(cardStates)('draws the card state %s with its word and its shape', async (card) => {
    terminal.show(resultOf(answered(card, 'NONE'), { person: card === 'UNKNOWN' ? nobody : person }))
    const panel = page.locator('.answer').first()
    await panel.locator(`[data-shape="card-${card}"]`).waitFor()
    expect(await textOf(panel.locator('.answer-word'))).toBe(zhCN.card[card].word)
    expect(await fontSize(panel.locator('.answer-word'))).toBeGreaterThanOrEqual(48)
    expect(await text('.say-next')).toContain(card === 'VALID' ? zhCN.say.VALID.NONE : zhCN.say[card])
  })

  it.each(protectionStates)('draws the protection %s as an answer of its own', async (protection) => {
    terminal.show(resultOf(answered('VALID', protection)))
    const panel = page.locator('.answer').nth(1)
    await panel.locator(`[data-shape="protection-${protection}"]`).waitFor()
    expect(await textOf(panel.locator('.answer-word'))).toBe(zhCN.protection[protection].word)
    expect(await textOf(panel)).toContain(protection === 'IN_FORCE' ? '10,000元' : '')
    if (protection !== 'IN_FORCE') expect(await textOf(panel)).not.toContain('元')
  })

  it.each(judgementRefusals)('says why it cannot judge: %s', async (why) => {
    terminal.show(resultOf(notJudged(why), { person: nobody }))
    await page.locator(`[data-shape="notJudged-${why}"]`).waitFor()
    expect(await text('.answers')).toContain(zhCN.notJudged[why].word)
    expect(await text('.person')).not.toContain(zhCN.person.notInRoster)
  })

  it('says every result to a screen reader in one sentence each', async () => {
    terminal.show(resultOf(answered('VALID', 'IN_FORCE')))
    await expect
      .poll(() => text('p[aria-live="assertive"]'))
      .toBe('卡有效，有效期至2015年6月30日 保障中：2014年7月1日至2015年6月30日')
  })

  it('says flags, reminder and printed union in plain words', async () => {
    terminal.show(
      resultOf(answered('VALID', 'UNCONFIRMED', { reminder: 'LAST_DAY', flags: ['REG_LATE'] }), {
        readTwice: true,
        person: { ...person, printedUnion: { code: '902', name: '示例闸北区总工会' } },
      }),
    )
    await page.locator('.answer').first().waitFor()
    const notes = await text('.answer-notes')
    expect(notes).toContain(zhCN.reminder.LAST_DAY)
    expect(notes).toContain(zhCN.flag.REG_LATE)
    expect(notes).toContain(zhCN.readTwice)
    expect(await text('.person')).toContain('示例闸北区总工会')
  })

  it('records the four services on the keys 1 to 4, and shows only what the terminal says is recorded', async () => {
    terminal.show(resultOf(answered('VALID', 'IN_FORCE')))
    await page.locator('.answer').first().waitFor()
    for (const key of ['1', '2', '3', '4']) await pressAlone(page, key)
    await called('recordService').toEqual(aidServices.map((name) => ({ service: name })))
    expect(await text('.services-recorded')).not.toContain('已登记')
    terminal.show(resultOf(answered('VALID', 'IN_FORCE'), { services: [service(1, 'LEGAL')] }))
    await page.getByText(fill(zhCN.services.recorded, { service: zhCN.service.LEGAL })).waitFor()
  })

  it('takes back the newest service that stands, with U and with Backspace', async () => {
    const services = [service(1, 'LEGAL'), service(2, 'POLICY'), service(3, 'EMPLOYMENT', true)]
    terminal.show(resultOf(answered('VALID', 'IN_FORCE'), { services }))
    await page.locator('.services-recorded time').first().waitFor()
    await pressAlone(page, 'u')
    await pressAlone(page, 'Backspace')
    await called('undo').toEqual([{ visitId: visitId(2) }, { visitId: visitId(2) }])
  })

  it('asks about a certain day with D and eight digits, and says the answer', async () => {
    terminal.answer('coveredOn', { result: dayAnswer })
    terminal.show(resultOf(answered('VALID', 'IN_FORCE')))
    await page.locator('.answer').first().waitFor()
    await pressAlone(page, 'd')
    await page.locator('.day-question').waitFor()
    await page.keyboard.type('20140520', { delay: 120 })
    await called('coveredOn').toEqual([{ on: '2014-05-20' }])
    await page.getByText('2014年5月20日：保障未开始，自2014年7月1日起').waitFor()
    await page.keyboard.type('20150230', { delay: 120 })
    await page.getByText(zhCN.dayQuestion.notADay).waitFor()
    await pressAlone(page, 'Escape')
    await expect.poll(() => page.locator('.day-question').count()).toBe(0)
    await called('clear').toEqual([])
  })

  it.each([45, 70, 110, 250])(
    'sends what a person types at %i ms a key, whole, with the Enter behind it',
    async (gapMs) => {
      await page.keyboard.type('9018234567', { delay: gapMs })
      await page.keyboard.press('Enter', { delay: gapMs })
      await called('type').toEqual([{ text: '9018234567' }])
      expect(terminal.calls.map((call) => call.method)).toEqual(['type'])
    },
  )

  it('erases with Backspace, cancels with Escape, and takes 0 alone as: no card', async () => {
    for (const key of ['9', '0', 'Backspace']) await pressAlone(page, key)
    await expect.poll(() => text('.typing .only-read')).toBe('9')
    await pressAlone(page, 'Escape')
    await page.locator('.idle').waitFor()
    for (const key of ['0', 'Enter']) await pressAlone(page, key)
    await called('withoutCard').toEqual([{}])
    await called('type').toEqual([])
  })

  it('hands a wedge scan over as one scan on every screen, and presses no key with it', async () => {
    terminal.show(resultOf(answered('VALID', 'IN_FORCE')))
    await page.locator('.answer').first().waitFor()
    await scanKeys(page, '9031111222')
    await expect.poll(() => terminal.calls.filter((call) => call.method === 'scan').length).toBe(1)
    const [scan] = terminal.calls.filter((call) => call.method === 'scan')
    expect(scan?.params).toMatchObject({ text: '9031111222', source: 'wedge' })
    await page.waitForTimeout(400)
    expect(terminal.calls.map((call) => call.method)).toEqual(['scan'])
  })

  it('confirms with Enter and rejects with Escape', async () => {
    terminal.show({ kind: 'confirm', typedNumber: '9010000123', person })
    await page.getByText('901 000 0123').waitFor()
    await page.locator('.confirm h1', { hasText: '王*明' }).waitFor()
    await pressAlone(page, 'Enter')
    await pressAlone(page, 'Escape')
    await called('confirm').toEqual([{ accept: true }, { accept: false }])
  })

  it('says each refusal, clears with Escape, and lets the clerk type straight away', async () => {
    terminal.show({ kind: 'refusal', code: 'BANK_CARD', at: NOW })
    await page.locator('[data-code="BANK_CARD"]').waitFor()
    await pressAlone(page, 'Escape')
    await called('clear').toEqual([{}])
    await pressAlone(page, '9')
    await page.locator('.typing').waitFor()
    terminal.show({ kind: 'idle' })
    await expect.poll(() => text('.typing .only-read')).toBe('9')
  })

  it('is loud when something was not saved', async () => {
    terminal.show({ kind: 'fault', code: 'DISK_FULL', at: NOW })
    await page.locator('[data-code="DISK_FULL"]').waitFor()
    expect(await text('.stop')).toContain(zhCN.fault.title)
    expect(await text('.stop')).toContain(zhCN.fault.notRecorded)
  })

  it('lists today, hides who used a sensitive service, and takes a row back with the keyboard', async () => {
    terminal.answer('listToday', { result: todayRows })
    await pressAlone(page, 'l')
    await page.locator('.today-table').waitFor()
    const rows = page.locator('.today-table tbody tr')
    expect(await rows.count()).toBe(todayRows.length)
    expect(await textOf(rows.nth(0))).toContain(zhCN.today.hidden)
    expect(
      await rows.nth(4).evaluate((row) => getComputedStyle(row.children[1] as Element).textDecorationLine),
    ).toBe('line-through')
    for (const key of ['u', 'ArrowDown', 'u', 'ArrowDown', 'u']) await pressAlone(page, key)
    await called('undo').toEqual([{ visitId: todayRows[0]?.visitId }, { visitId: todayRows[2]?.visitId }])
    await pressAlone(page, 'Escape')
    await expect.poll(() => page.locator('.today-table').count()).toBe(0)
  })

  it('says on the idle screen that the roster is old, and how far newer packages are', async () => {
    const roster = { status: 'READY', asOf: day('2015-04-20'), members: 9, ageDays: 56, isOld: true } as const
    const packages = { version: 6, signedOn: day('2015-06-13'), ageDays: 2 }
    const progress = { step: 'FILES', percent: 45 } as const
    terminal.push(stateOf({ roster, packages: { ...packages, progress, problem: null } }))
    await expect.poll(() => text('.idle')).toContain(fill(zhCN.idle.rosterOld, { days: 56 }))
    expect(await text('.idle')).toContain('45%')
    terminal.push(stateOf({ packages: { ...packages, progress: null, problem: 'WRONG_SIGNATURE' } }))
    await expect.poll(() => text('.idle')).toContain(zhCN.packages.problem.WRONG_SIGNATURE)
    terminal.push(stateOf({ packages: { ...packages, progress: null, problem: 'UNREACHABLE' } }))
    await expect.poll(() => text('.idle')).not.toContain(zhCN.packages.stays)
  })

  it('says when nothing was recorded today', async () => {
    await pressAlone(page, 'l')
    await page.getByText(zhCN.today.empty).waitFor()
  })

  it('puts an open list away when a card is scanned', async () => {
    await pressAlone(page, 'l')
    await page.getByText(zhCN.today.empty).waitFor()
    terminal.show(resultOf(answered('STOPPED', 'IN_FORCE')))
    await page.locator('[data-shape="card-STOPPED"]').waitFor()
    expect(await page.locator('.overlay').count()).toBe(0)
  })

  it('shows no old result while the link is down, and the newest state after it', async () => {
    terminal.show(resultOf(answered('VALID', 'IN_FORCE')))
    await page.locator('.answer').first().waitFor()
    await terminal.goAway()
    await page.getByText(zhCN.link.down).waitFor()
    expect(await page.locator('.answer').count()).toBe(0)
    expect(await text('body')).not.toContain(zhCN.card.VALID.word)
    terminal.show(resultOf(answered('EXPIRED', 'LAPSED')))
    await terminal.comeBack()
    await page.locator('[data-shape="card-EXPIRED"]').waitFor()
  })

  it('sends a scan again that was read while the link was down', async () => {
    await terminal.goAway()
    await page.getByText(zhCN.link.down).waitFor()
    await scanKeys(page, '9031111222')
    await terminal.comeBack()
    await expect.poll(() => terminal.calls.filter((call) => call.method === 'scan').length).toBe(1)
    expect(terminal.calls[0]?.params).toMatchObject({ text: '9031111222' })
    terminal.drop()
    await page.locator('.idle').waitFor()
    await page.waitForTimeout(800)
    expect(terminal.calls.filter((call) => call.method === 'scan').length).toBe(1)
  })

  it('sends a scan again, with the same id, that was never answered', async () => {
    terminal.answer('scan', 'silence')
    await scanKeys(page, '9031111222')
    await expect.poll(() => terminal.calls.length).toBe(1)
    terminal.drop()
    await expect.poll(() => terminal.calls.length).toBe(2)
    const [first, second] = terminal.calls.map((call) => (call.params as { scanId: string }).scanId)
    expect(second).toBe(first)
  })

  it('says that the terminal was restarted when it refuses the page', async () => {
    terminal.setRefuse(true)
    terminal.drop()
    await page.getByText(zhCN.link.refused).waitFor()
  })

  it('switches language with F2, remembers it, and says the same things', async () => {
    terminal.show(resultOf(answered('EXPIRED', 'LAPSED')))
    await page.locator('.answer').first().waitFor()
    await pressAlone(page, 'F2')
    await page.getByText(en.card.EXPIRED.word, { exact: true }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await text('.answers')).toContain('30 June 2014')
    await page.reload()
    await page.getByText(en.card.EXPIRED.word, { exact: true }).waitFor()
  })

  it('shows large text with F3, help with F1, and mutes with F4', async () => {
    const before = await fontSize(page.locator('.way-how').first())
    await pressAlone(page, 'F3')
    expect(await fontSize(page.locator('.way-how').first())).toBeGreaterThan(before * 1.1)
    await pressAlone(page, 'F4')
    await page.getByText(zhCN.foot.soundOff).waitFor()
    await pressAlone(page, 'F1')
    await page.getByText(zhCN.keys.noCard).waitFor()
    await pressAlone(page, 'F1')
    await expect.poll(() => page.locator('.overlay').count()).toBe(0)
  })

  it('says a call that came to nothing', async () => {
    terminal.answer('withoutCard', { fault: 'REFUSED' })
    await pressAlone(page, 'n')
    await page.getByText(zhCN.call.REFUSED).waitFor()
  })

  it('keeps the focus on an element that takes no text', async () => {
    const focused = () =>
      page.evaluate(() => {
        const { activeElement } = document
        return activeElement instanceof HTMLElement && !activeElement.isContentEditable
          ? activeElement.tagName
          : 'text'
      })
    expect(await focused()).toBe('MAIN')
    await page.locator('.idle .press-tile').first().click()
    await page.locator('.digit-pad').waitFor()
    for (const digit of ['9', '0', '1']) await page.getByRole('button', { name: `数字${digit}` }).click()
    expect(await focused()).toBe('MAIN')
    await expect.poll(() => text('.typing .only-read')).toBe('901')
  })

  it('reaches every button with Tab, shows where the focus is, and Enter there presses only it', async () => {
    terminal.show(resultOf(answered('VALID', 'IN_FORCE')))
    await page.locator('.answer').first().waitFor()
    await page.keyboard.press('Tab')
    const outline = await page.evaluate(() => {
      const { activeElement } = document
      return activeElement ? getComputedStyle(activeElement).outlineStyle : ''
    })
    expect(outline).toBe('solid')
    await page.locator('.press-service').nth(2).focus()
    await pressAlone(page, 'Enter')
    await called('recordService').toEqual([{ service: 'LEGAL' }])
  })

  it('has a dock in demo mode: cards as barcode images, plug, days', async () => {
    terminal.answer('demoCodes', {
      result: [{ id: 'valid', codeSvg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 220 60"/>' }],
    })
    terminal.push({ mode: 'demo', demo })
    await page.getByText(zhCN.demo.banner).waitFor()
    const image = page.locator('.dock-cards img')
    await image.waitFor()
    expect(await image.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
    await page.getByRole('button', { name: zhCN.demoCard.valid, exact: true }).click()
    await called('demoScan').toEqual([{ cardId: 'valid' }])
    await page.getByText(zhCN.demo.scanner).click()
    await called('demoPlug').toEqual([{ plugged: false }])
    await page.getByRole('button', { name: zhCN.demoDay.julyFirst }).click()
    await page.getByRole('button', { name: zhCN.demoDay.today, exact: true }).click()
    await called('demoSetDay').toEqual([{ on: day('2015-07-01') }, { on: null }])
    await pressAlone(page, 'F8')
    await expect.poll(() => page.locator('.dock-cards').count()).toBe(0)
  })

  it('tells what the devices do in word and shape', async () => {
    terminal.push({ scanners: stateOf({}).scanners.map((light) => ({ ...light, status: 'denied' })) })
    await page.getByText(zhCN.scanner.denied).waitFor()
    expect(await page.locator('[data-light="denied"] svg path').count()).toBe(1)
  })

  it('says the page does not fit when the terminal speaks another version', async () => {
    terminal.push({ network: 'MARS' as 'ONLINE' })
    await page.getByText(zhCN.link.mismatch).waitFor()
    expect(await page.locator('[data-screen]').count()).toBe(0)
  })
})

async function textOf(locator: Locator): Promise<string> {
  return (await locator.textContent()) ?? ''
}

async function fontSize(locator: Locator): Promise<number> {
  return locator.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
}
