// Whatever is held before the scanner or typed: the counter lives, and nothing personal is in a log or readable on the disk.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openDesk } from '../support/terminal-at-desk.ts'

/** 3,000 on a developer's machine; a night may ask for a million. */
const inputs = Number(process.env.FUZZ_INPUTS ?? 3000)

const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`))
const anyInput = fc.oneof(
  digits(10, 10),
  digits(1, 24),
  digits(16, 19),
  fc.stringMatching(/^1[0-9]{10}$/),
  fc.stringMatching(/^[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9])[0-9]{3}[0-9X]$/),
  fc.webUrl(),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

it(`${inputs} inputs leave no trace of a person`, { timeout: 60_000 + inputs * 5 }, async () => {
  const desk = openDesk()
  const samples = fc.sample(anyInput, inputs)
  for (const [index, text] of samples.entries()) {
    if (index % 3 === 0) desk.scanner.scan(text)
    else if (index % 3 === 1) await desk.terminal.call('type', { text })
    else await desk.terminal.call('undo', { visitId: text })
    if (index % 50 === 0) await desk.call('recordService', { service: 'POLICY' }).catch(() => {})
    desk.clock.advance(4000)
  }
  desk.scanner.scan('9010000001')
  expect(desk.screen().kind).toBe('result')

  const log = desk.log.text()
  const onDisk = readdirSync(desk.folder)
    .map((name) => readFileSync(join(desk.folder, name)).toString('latin1'))
    .join('')
  // Runs of zeros stand in every id.
  const personal = samples.filter((text) => /^[\x20-\x7e]{8,}$/.test(text) && !text.includes('0000'))
  expect(personal.length).toBeGreaterThan(inputs / 4)
  expect(personal.filter((text) => log.includes(text) || onDisk.includes(text))).toEqual([])
})
