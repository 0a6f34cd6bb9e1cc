// The admin page in a real browser against the real hub: what staff do on it has really happened afterwards.
import { readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Month } from '../../hub/ingest/month.ts'
import { createDevice } from '../hub-server/running-server.ts'
import { describeInChromium, launchChromium } from '../support/chromium.ts'
import { goTo, logIn, openPage } from './support/admin-page.ts'
import { type BuiltPage, buildPage } from './support/built-page.ts'
import { complete, gappy, putCityToWork } from './support/city-at-work.ts'
import { ADMIN_TOKEN, type RunningOffice, runOffice } from './support/running-office.ts'
import { fillFacility, importList } from './support/screens.ts'

const NEW = '0194abcd-0000-7000-8000-000000000001'

describeInChromium('the admin page', () => {
  let built: BuiltPage
  let browser: Browser
  let server: RunningOffice
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    built = await buildPage()
    browser = await launchChromium()
    server = await runOffice(built.folder)
    await putCityToWork(server)
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
    built.remove()
  })
  beforeEach(async () => {
    const opened = await openPage(browser, server)
    page = opened.page
    complaints = opened.complaints
  })
  afterEach(async () => {
    await page.context().close()
    // A refusal of the content security policy would stand here.
    expect(complaints).toEqual([])
  })

  const text = (selector: string) => shownText(page.locator(selector).first())
  const pressStrong = () => page.locator('main .press-strong').first().click()

  it('says in a sentence that a token is wrong, lets the right one in, and keeps the login', async () => {
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await page.locator('[role=alert]').waitFor()
    expect(await text('[role=alert]')).toContain('令牌不正确')
    await logIn(page)
    await page.reload()
    await page.locator('table').waitFor()
    expect(page.url()).not.toContain(ADMIN_TOKEN)
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      ADMIN_TOKEN,
    )
    await page.getByRole('button', { name: '退出' }).click()
    await page.locator('input[type=password]').waitFor()
    await page.reload()
    await page.locator('input[type=password]').waitFor()
  })

  it('asks to log in again when the login has ended', async () => {
    await logIn(page)
    server.clock.now += 13 * 3_600_000
    await page.getByRole('button', { name: '刷新' }).click()
    await page.locator('[role=alert]').waitFor()
    server.clock.now -= 13 * 3_600_000
    expect(await text('[role=alert]')).toContain('登录已过期')
  })

  it('is worked by the keyboard alone', async () => {
    await page.keyboard.type(ADMIN_TOKEN)
    await page.keyboard.press('Enter')
    await page.locator('nav').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/enrol$/)
    for (let tabs = 0; tabs < 6; tabs += 1) await page.keyboard.press('Tab')
    await page.keyboard.type('AID-09')
    await page.keyboard.press('Tab')
    await page.keyboard.type('测试九中心')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Ninth centre')
    await page.keyboard.press('Enter')
    await page.locator('.code-text').waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  })

  it('shows how every terminal stands, by shape and word', async () => {
    await logIn(page)
    await page.locator('table').waitFor()
    const row = (terminal: string) => page.locator('tr', { hasText: terminal.slice(0, 8) })
    expect(await shownText(row(complete))).toMatch(/联系正常[\s\S]*刚刚[\s\S]*2天前[\s\S]*2026年7月8日/)
    expect(await row(complete).locator('.shape').getAttribute('data-shape')).toBe('good')
    expect(await shownText(row('0194cccc'))).toMatch(/久未联系[\s\S]*9天前[\s\S]*没有名册/)
    expect(await shownText(row('0194eeee'))).toContain('已停用')
    expect(await shownText(row('0194ffff'))).toMatch(/5小时前[\s\S]*1,234[\s\S]*偏慢/)
    expect(await text('.sum')).toContain('2台需要留意')
  })

  it('says what is complete and what is missing', async () => {
    await logIn(page)
    await page.getByRole('link', { name: `核对 ${complete.slice(0, 8)}` }).click()
    await page.locator('.said-large').waitFor()
    expect(await text('.said-large')).toMatch(/^完整/)
    await goTo(page, `terminals/${gappy}`)
    await page.locator('.finding').first().waitFor()
    const found = await page.locator('.finding').allInnerTexts()
    expect(found[0]).toMatch(/^缺失 4[\s\S]*第4条至第6条没有收到[\s\S]*第12条没有收到/)
    expect(found[0]).not.toContain('第1条')
    expect(found[1]).toMatch(/^隔离 1[\s\S]*第1条 · 内容无法识别/)
  })

  it('gives a code that really enrols a terminal, once, with its barcode', async () => {
    await logIn(page)
    await goTo(page, 'enrol')
    const fields = page.locator('.form input')
    // A further terminal of a facility that is known needs no more than its id.
    await page.locator('datalist option[value="PALACE-02"]').waitFor({ state: 'attached' })
    await fields.first().fill('PALACE-02')
    expect(await fields.nth(1).inputValue()).toBe('测试工人文化宫')
    await fillFacility(page, '援助', '测试七中心', 'Seventh centre')
    await pressStrong()
    await page.locator('[role=alert]').waitFor()
    expect(await text('[role=alert]')).toContain('服务点编号只能用')
    await fillFacility(page, 'AID-07', '测试七中心', 'Seventh centre')
    await pressStrong()
    const code = await text('.code-text')
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/)
    const bars = page.locator('.code-bars')
    expect(await bars.getAttribute('alt')).toContain(`ENROL:${code.replace('-', '')}`)
    expect(await bars.getAttribute('src')).toMatch(/^data:image\/svg\+xml,/)
    // Drawn, in its own size, at whole pixels a module.
    const width = await bars.evaluate((image: HTMLImageElement) => [
      image.naturalWidth,
      image.getBoundingClientRect().width,
    ])
    expect(width[0]).toBeGreaterThan(500)
    expect(width[1]).toBe((width[0] ?? 0) + 2)

    expect((await server.enrolWith(code, createDevice(NEW))).status).toBe(200)
    expect((await server.enrolWith(code, createDevice(complete))).status).toBe(404)
    await goTo(page, 'terminals')
    await page.locator('tr', { hasText: NEW.slice(0, 8) }).waitFor()
  })

  it('revokes after asking, and not when asked to leave it', async () => {
    await logIn(page)
    const revoke = page.getByRole('button', { name: '停用 0194dddd' })
    await revoke.click()
    await page.locator('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    const revokedAt = async () =>
      (await server.office.terminals()).find(({ terminal }) => terminal.startsWith('0194dddd'))?.revokedAt
    expect(await revokedAt()).toBeNull()
    await revoke.click()
    await page.getByRole('button', { name: '停用终端' }).click()
    await page.locator('[role=status]', { hasText: '0194dddd 已停用' }).waitFor()
    expect(await revokedAt()).not.toBeNull()
  })

  it('imports a list, tells of it by line without a name or a number, and publishes it', async () => {
    await logIn(page)
    await importList(page, { name: '' })
    expect(await text('.said')).toMatch(/未导入[\s\S]*请填写工会名称/)
    await page.reload()
    await importList(page)
    expect(await text('.said')).toMatch(/已导入[\s\S]*测试甲工会（901）名册日期2026年7月10日，共2人/)
    const lines = await page.locator('tbody tr').allInnerTexts()
    expect(lines.map((line) => line.split('\t').map((cell) => cell.trim()))).toEqual([
      ['1', '未知的列，已忽略', '第4列', ''],
      ['4', '会员编号在本文件中重复，仅采用第一行', '会员编号', '901****001'],
      ['5', '会员编号不是10位数字', '会员编号', ''],
      ['6', '必填项为空', '姓名', '901****004'],
      ['7', '日期无法识别', '办卡日期', '901****005'],
      ['8', '日期晚于名册日期', '办卡日期', '901****006'],
    ])
    const shown = (await shownText(page.locator('body'))) + server.log.join('')
    expect(shown).not.toMatch(/王小明|李明|张三|赵六|孙七|\d{10}/)

    await page.getByRole('link', { name: '去发布' }).click()
    await pressStrong()
    await page.locator('.facts').waitFor()
    expect(await text('.said')).toContain('已发布')
    expect(await text('.facts')).toMatch(/名册人数\s+2/)
    const { packagesDir } = server.hub
    expect(readFileSync(join(packagesDir, 'metadata', 'timestamp.json'), 'utf8')).toContain('"timestamp"')
    await pressStrong()
    await page.locator('.said', { hasText: '内容没有变化' }).waitFor()
  })

  it('names the documents that keep a set from being published', async () => {
    const folder = join(server.dataDir, 'documents')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'merchants.json'), '{}')
    await logIn(page)
    await goTo(page, 'publish')
    await pressStrong()
    await page.locator('tbody tr').waitFor()
    expect(await text('.said')).toContain('未发布，现有数据包不变')
    expect(await text('tbody tr')).toMatch(/^documents\/merchants\.json\s+\S/)
    await rm(folder, { recursive: true })
  })

  it('shows a month, gives its file, and closes it for good', async () => {
    await logIn(page)
    await goTo(page, 'month')
    await page.locator('.totals').waitFor()
    expect(await text('.totals')).toMatch(/人次\s+7\s+人数\s+4/)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('services-2026-07.csv')
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/^\uFEFF工会会员服务卡援助服务月报,/)

    await page.getByRole('button', { name: '封账' }).click()
    expect(await text('dialog')).toMatch(/这个月还没有结束/)
    await page.locator('dialog .press-strong').click()
    await page.locator('[role=status]', { hasText: '2026年7月已封账' }).waitFor()
    await page.locator('.sum', { hasText: '已封账' }).waitFor()
    expect((await server.office.month('2026-07' as Month)).isLocked).toBe(true)
    expect(await page.getByRole('button', { name: '封账' }).count()).toBe(0)
  })

  it('says when the hub does not answer', async () => {
    await logIn(page)
    await page.context().setOffline(true)
    await page.getByRole('button', { name: '刷新' }).click()
    await page.locator('[role=alert]').waitFor()
    expect(await text('[role=alert]')).toContain('联系不上数据中心')
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(0)
    await page.context().setOffline(false)
    // The browser's own line about it.
    expect(complaints.splice(0).every((line) => line.includes('ERR_INTERNET_DISCONNECTED'))).toBe(true)
  })

  it('remembers the language', async () => {
    const context = await browser.newContext()
    const own = await context.newPage()
    await own.goto(server.address)
    await own.getByRole('button', { name: 'English' }).click()
    expect(await shownText(own.locator('h1'))).toBe('Administration')
    await own.reload()
    await own.locator('h1', { hasText: 'Administration' }).waitFor()
    expect(await own.evaluate(() => document.documentElement.lang)).toBe('en')
    await context.close()
  })
})

/** As it is seen: lines and cells apart. */
async function shownText(locator: Locator): Promise<string> {
  await locator.waitFor()
  return (await locator.allInnerTexts()).join('\n')
}
