// Every screen of the admin page worth looking at, and how to get there from a page that is logged in.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { goTo } from './admin-page.ts'
import { complete, gappy } from './city-at-work.ts'
import type { RunningOffice } from './running-office.ts'

export interface ShownScreen {
  readonly name: string
  show(page: Page, server: RunningOffice): Promise<void>
}

const strong = (page: Page) => page.locator('main .press-strong').first().click()

export const goodAndBadRows = [
  '会员编号,姓名,办卡日期,手机',
  '9010000001,王小明,2024-05-20,',
  '9010000002,李明,2024-05-20,',
  '9010000001,王小明,2024-05-20,',
  '901,张三,2024-05-20,',
  '9010000004,,2024-05-20,',
  '9010000005,赵六,2024-13-20,',
  '9010000006,孙七,2027-01-01,',
].join('\r\n')

export async function importList(
  page: Page,
  { union = '901', name = '测试甲工会', csv = goodAndBadRows } = {},
): Promise<void> {
  await goTo(page, 'roster')
  await page.locator('input[inputmode=numeric]').fill(union)
  await page.locator('input[maxlength="64"]').fill(name)
  await page.locator('input[type=file]').setInputFiles({
    name: 'list.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv),
  })
  await strong(page)
  await page.locator('.said').waitFor()
}

export async function fillFacility(page: Page, id: string, name: string, nameEn: string): Promise<void> {
  await goTo(page, 'enrol')
  const fields = page.locator('.form input')
  await fields.nth(0).fill(id)
  await fields.nth(1).fill(name)
  await fields.nth(2).fill(nameEn)
}

async function publish(page: Page): Promise<void> {
  await goTo(page, 'publish')
  await strong(page)
  await page.locator('.said').waitFor()
}

export const screens: readonly ShownScreen[] = [
  {
    name: 'terminals',
    async show(page) {
      await goTo(page, 'terminals')
      await page.locator('table').waitFor()
    },
  },
  {
    name: 'revoke',
    async show(page) {
      await goTo(page, 'terminals')
      await page.locator('.row-keys .press-quiet').first().click()
      await page.locator('dialog[open]').waitFor()
    },
  },
  {
    name: 'verify-complete',
    async show(page) {
      await goTo(page, `terminals/${complete}`)
      await page.locator('.said').first().waitFor()
    },
  },
  {
    name: 'verify-missing',
    async show(page) {
      await goTo(page, `terminals/${gappy}`)
      await page.locator('.finding').first().waitFor()
    },
  },
  {
    name: 'enrol',
    show: (page) => fillFacility(page, 'AID-07', '测试区援助中心', 'Test aid centre'),
  },
  {
    name: 'enrol-wrong',
    async show(page) {
      await fillFacility(page, '援助', '测试区援助中心', 'Test aid centre')
      await strong(page)
      await page.locator('.said').waitFor()
    },
  },
  {
    name: 'enrol-code',
    async show(page) {
      await fillFacility(page, 'AID-07', '测试区援助中心', 'Test aid centre')
      await strong(page)
      await page.locator('.code-text').waitFor()
    },
  },
  { name: 'import', show: (page) => goTo(page, 'roster') },
  { name: 'import-report', show: (page) => importList(page) },
  {
    name: 'import-refused',
    show: (page) => importList(page, { union: '907', name: '', csv: 'a,b\r\n1,2\r\n' }),
  },
  { name: 'publish', show: (page) => publish(page) },
  {
    name: 'publish-refused',
    async show(page, { dataDir }) {
      const folder = join(dataDir, 'documents')
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'notices.json'), '{"format":"notices"}')
      await publish(page)
      rmSync(folder, { recursive: true })
    },
  },
  {
    name: 'month',
    async show(page) {
      await goTo(page, 'month')
      await page.locator('.totals').waitFor()
    },
  },
  {
    name: 'month-lock',
    async show(page) {
      await goTo(page, 'month')
      await page.locator('.sheet-keys button').click()
      await page.locator('dialog[open]').waitFor()
    },
  },
  {
    name: 'month-empty',
    async show(page) {
      await goTo(page, 'month')
      await page.locator('select').selectOption('2026-06')
      await page.locator('.empty').waitFor()
    },
  },
]
