// The admin page is small, brings its font along, and has nothing inline that the hub's policy would refuse.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BuiltPage, buildPage } from './support/built-page.ts'

const BUDGET_BYTES = 250 * 1024

let built: BuiltPage
beforeAll(async () => {
  built = await buildPage()
})
afterAll(() => built.remove())

const files = () => readdirSync(built.folder, { recursive: true, encoding: 'utf8' })

it('fits its budget', () => {
  const texts = files().filter((file) => /\.(?:js|css|html)$/.test(file))
  expect(texts.length).toBeGreaterThanOrEqual(3)
  const bytes = texts.reduce((sum, file) => sum + gzipSync(readFileSync(join(built.folder, file))).length, 0)
  expect(bytes).toBeLessThanOrEqual(BUDGET_BYTES)
})

it('brings its font along, as files', () => {
  expect(files().filter((file) => /noto-sans-sc.*\.woff2$/.test(file)).length).toBeGreaterThan(90)
})

it('has nothing inline', () => {
  const html = readFileSync(join(built.folder, 'index.html'), 'utf8')
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/)
  expect(html).not.toMatch(/<style|\sstyle=/)
  expect(html).not.toMatch(/\son\w+=/)
  expect(html).not.toMatch(/https?:/)
})

it('carries no words of the counter', () => {
  const scripts = files().filter((file) => file.endsWith('.js'))
  for (const file of scripts)
    expect(readFileSync(join(built.folder, file), 'utf8')).not.toContain('请扫描卡背面条形码')
})
