// Runs the wedge in a headed Chromium against a real Chinese input method, row by row, and prints what each row gave.
// `node test/drivers/ime/ime-matrix.ts`; ends with 1 when a row is wrong. Not part of `npm test`: it needs a desktop.
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { findChromium } from '../../support/chromium-path.ts'
import { createHeard, type Heard } from '../heard.ts'
import { openWedgePage, serveWedgePage, type WedgePage } from '../wedge/wedge-page.ts'
import { type ImeDesktop, missingPrograms, openImeDesktop } from './ime-desktop.ts'

const NUMBER = '9010000123'

interface Row {
  readonly what: string
  readonly focus: string
  readonly ime: 'off' | 'pinyin'
  /** Letters typed by hand before, left as a half-typed syllable. */
  readonly halfTyped?: string
  readonly prepare?: (desktop: ImeDesktop) => void
  readonly restore?: (desktop: ImeDesktop) => void
  readonly scan: (desktop: ImeDesktop) => void
  /** The text that must be read, `INPUT_METHOD`, or nothing. */
  readonly expect: string
}

const scanOf =
  (text: string, gapMs = 5) =>
  (desktop: ImeDesktop): void => {
    desktop.run('xdotool', 'type', '--delay', String(gapMs), '--', text)
    desktop.run('xdotool', 'key', 'Return')
  }

/** The digit row by where the keys sit, whatever the layout makes of them. */
function scanByKeycode(desktop: ImeDesktop): void {
  const keycodes = [...NUMBER].map((digit) => String(digit === '0' ? 19 : 9 + Number(digit)))
  desktop.run('xdotool', 'key', '--delay', '5', ...keycodes, '36')
}

function holdKey(desktop: ImeDesktop): void {
  desktop.run('xdotool', 'keydown', '5')
  desktop.run('sleep', '1.2')
  desktop.run('xdotool', 'keyup', '5')
}

const layout =
  (name: string) =>
  (desktop: ImeDesktop): void =>
    desktop.run('setxkbmap', name)

const capsLock = (desktop: ImeDesktop): void => desktop.run('xdotool', 'key', 'Caps_Lock')

const rows: readonly Row[] = [
  { what: 'field, input method off', focus: '#field', ime: 'off', scan: scanOf(NUMBER), expect: NUMBER },
  { what: 'field, pinyin idle', focus: '#field', ime: 'pinyin', scan: scanOf(NUMBER), expect: NUMBER },
  {
    what: 'field, pinyin idle, 1 ms',
    focus: '#field',
    ime: 'pinyin',
    scan: scanOf(NUMBER, 1),
    expect: NUMBER,
  },
  {
    what: 'field, pinyin, "ni" half typed',
    focus: '#field',
    ime: 'pinyin',
    halfTyped: 'ni',
    scan: scanOf(NUMBER),
    expect: 'INPUT_METHOD',
  },
  {
    what: 'field, pinyin, AIM prefix',
    focus: '#field',
    ime: 'pinyin',
    scan: scanOf(`]C0${NUMBER}`),
    expect: 'INPUT_METHOD',
  },
  {
    what: 'field, pinyin, letters before',
    focus: '#field',
    ime: 'pinyin',
    scan: scanOf(`ab${NUMBER}`),
    expect: 'INPUT_METHOD',
  },
  {
    what: 'contenteditable, pinyin, AIM prefix',
    focus: '#rich',
    ime: 'pinyin',
    scan: scanOf(`]C0${NUMBER}`),
    expect: 'INPUT_METHOD',
  },
  {
    what: 'password field, pinyin, letters before',
    focus: '#secret',
    ime: 'pinyin',
    scan: scanOf(`ab${NUMBER}`),
    expect: `ab${NUMBER}`,
  },
  {
    what: 'ground, pinyin, AIM prefix',
    focus: '#ground',
    ime: 'pinyin',
    scan: scanOf(`]C0${NUMBER}`),
    expect: `]C0${NUMBER}`,
  },
  {
    what: 'number field, pinyin idle',
    focus: '#number',
    ime: 'pinyin',
    scan: scanOf(NUMBER),
    expect: NUMBER,
  },
  {
    what: 'ground, CapsLock',
    focus: '#ground',
    ime: 'pinyin',
    prepare: capsLock,
    restore: capsLock,
    scan: scanByKeycode,
    expect: NUMBER,
  },
  {
    what: 'ground, French layout, US keys',
    focus: '#ground',
    ime: 'off',
    prepare: layout('fr'),
    restore: layout('us'),
    scan: scanByKeycode,
    expect: NUMBER,
  },
  {
    what: 'field, French layout, US keys',
    focus: '#field',
    ime: 'off',
    prepare: layout('fr'),
    restore: layout('us'),
    scan: scanByKeycode,
    expect: NUMBER,
  },
  { what: 'ground, key held', focus: '#ground', ime: 'off', scan: holdKey, expect: '' },
]

async function play(
  row: Row,
  wedge: WedgePage,
  desktop: ImeDesktop,
): Promise<{ heard: Heard; field: string }> {
  const heard = createHeard()
  await wedge.reset()
  wedge.settings = {}
  await wedge.scanner.start(heard.listener)
  await wedge.page.locator(row.focus).focus()
  row.prepare?.(desktop)
  desktop.run('fcitx5-remote', '-s', row.ime === 'pinyin' ? 'pinyin' : 'keyboard-us')
  await pause(400)
  if (row.halfTyped) desktop.run('xdotool', 'type', '--delay', '120', '--', row.halfTyped)
  await pause(900)
  row.scan(desktop)
  await pause(900)
  row.restore?.(desktop)
  const field = await wedge.page.evaluate<string>(
    `(({ value, textContent }) => value ?? textContent)(document.querySelector('${row.focus}'))`,
  )
  return { heard, field }
}

const missing = missingPrograms()
if (missing.length > 0) {
  process.stderr.write(`Not run, this machine lacks: ${missing.join(', ')}\n`)
  process.exit(1)
}
await findChromium()
const desktop = await openImeDesktop()
const site = await serveWedgePage()
const browser = await chromium.launch({
  executablePath: process.env.TEST_CHROMIUM ?? '',
  headless: false,
  env: desktop.env,
  args: ['--no-sandbox', '--disable-gpu', '--ozone-platform=x11', '--no-first-run'],
})
const wedge = await openWedgePage(browser, site)
await wedge.page.mouse.click(600, 400)

let failed = 0
for (const row of rows) {
  const { heard, field } = await play(row, wedge, desktop)
  const got = [...heard.texts(), ...heard.disturbances].join(' + ')
  const kept = { '#field': 'kept', '#secret': 'kept', '#rich': 'kept', '#number': '7' }[row.focus] ?? field
  const passed = got === row.expect && field === kept
  if (!passed) failed++
  process.stdout.write(`${passed ? 'PASS' : 'FAIL'} ${row.what}: ${got || 'nothing'}; field: ${field}\n`)
}
process.stdout.write(`${rows.length - failed} passed, ${failed} failed\n`)
await browser.close()
await site.close()
desktop.close()
process.exitCode = failed === 0 ? 0 : 1
