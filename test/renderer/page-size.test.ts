// The page is small: at most 300 KB compressed without fonts, whatever somebody adds.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BuiltPage, buildPage } from './support/built-page.ts'

const BUDGET_BYTES = 300 * 1024

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

it('has nothing inline that the content security policy would refuse', () => {
  const html = readFileSync(join(built.folder, 'index.html'), 'utf8')
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/)
  expect(html).not.toMatch(/<style|\sstyle=/)
  expect(html).not.toMatch(/\son\w+=/)
  expect(html).not.toMatch(/https?:/)
})
