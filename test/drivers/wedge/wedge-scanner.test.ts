// The wedge with real key events in a real Chromium: where the focus is, what an input method does, what the page still sees.
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { describeInChromium, launchChromium } from '../../support/chromium.ts'
import { createHeard, type Heard } from '../heard.ts'
import { describeScannerContract } from '../scanner.contract.ts'
import { type Key, press, typed, typedOnFrenchLayout } from './keys.ts'
import { openWedgePage, serveWedgePage, type WedgePage, type WedgeSite } from './wedge-page.ts'

const NUMBER = '9010000123'
/** Longer than the wedge waits for a single key. */
const SETTLE_MS = 250

describeInChromium('the wedge in a page', () => {
  let site: WedgeSite
  let browser: Browser
  let wedge: WedgePage

  beforeAll(async () => {
    site = await serveWedgePage()
    browser = await launchChromium()
    wedge = await openWedgePage(browser, site)
  })

  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  describeScannerContract('wedge', async () => {
    const { page, cdp, scanner, reset } = wedge
    let focused = true
    // Other windows do not exist here, so the page is told what the window would tell it.
    const setFocus = async (next: boolean): Promise<void> => {
      focused = next
      await page.evaluate(
        `document.hasFocus = () => ${next}; window.dispatchEvent(new Event('${next ? 'focus' : 'blur'}'))`,
      )
    }
    const type = async (text: string): Promise<void> => {
      if (focused) await press(cdp, typed(text))
    }
    return {
      scanner,
      read: (text) => type(`${text}\r`),
      readHalf: (text) => type(text.slice(0, 5)),
      unplug: () => setFocus(false),
      plug: () => setFocus(true),
      dispose: async () => {
        await setFocus(true)
        await reset()
      },
      settleMs: 2 * SETTLE_MS,
    }
  })

  describe('on the counter', () => {
    let heard: Heard

    beforeEach(async () => {
      heard = createHeard()
      await wedge.scanner.start(heard.listener)
    })

    afterEach(() => wedge.reset())

    const type = (keys: readonly Key[], behind?: number): Promise<number> => press(wedge.cdp, keys, behind)
    const focus = (selector: string): Promise<void> => wedge.page.locator(selector).focus()
    const fieldValue = (selector: string): Promise<string> => wedge.page.locator(selector).inputValue()
    const presses = (): Promise<number> => wedge.page.evaluate('window.presses')
    const focusedId = (): Promise<string> => wedge.page.evaluate('document.activeElement.id')
    const seen = (): Promise<string[]> => wedge.page.evaluate('window.seen')
    const settled = (): Promise<void> => pause(SETTLE_MS)

    async function expectOnly(scans: readonly string[], disturbances: readonly string[] = []): Promise<void> {
      await heard.until(
        () => heard.scans.length + heard.disturbances.length >= scans.length + disturbances.length,
      )
      // Where nothing is expected, a run may still be open.
      await pause(scans.length + disturbances.length === 0 ? 2 * SETTLE_MS : SETTLE_MS)
      expect([heard.texts(), heard.disturbances]).toEqual([scans, disturbances])
    }

    describe('with nothing focused that could be written in', () => {
      it('reads a scan, and the page behind sees its first key only', async () => {
        await type(typed(`${NUMBER}\r`))
        await expectOnly([NUMBER])
        expect(await seen()).toEqual(['keydown Digit9', 'keypress Digit9', 'keyup Digit9'])
        expect(wedge.singles).toEqual([])
      })

      it('presses no focused button, with Enter, Space or Enter twice', async () => {
        await focus('#button')
        await type(typed('901 000 0123\r'))
        await pause(200)
        await type([...typed(`${NUMBER}\r`), ...typed('\r', 1)])
        await expectOnly(['901 000 0123', NUMBER])
        expect(await presses()).toBe(0)
      })

      it('presses no button with an Enter that comes late, nor with that of a code too short to report', async () => {
        wedge.settings = {}
        await wedge.scanner.start(heard.listener)
        await focus('#button')
        await type(typed(NUMBER))
        await heard.untilScans(1)
        await type(typed('\r'))
        await pause(700)
        await type(typed('12\r'))
        await expectOnly([NUMBER])
        expect(await presses()).toBe(0)
      })

      it('leaves the focus where it is when the suffix is Tab', async () => {
        await focus('#button')
        await type(typed(`${NUMBER}\t`))
        await expectOnly([NUMBER])
        expect(await focusedId()).toBe('button')
      })

      it('reads without any suffix', async () => {
        await type(typed(NUMBER))
        await expectOnly([NUMBER])
      })

      it('reads two scans back to back', async () => {
        await type([...typed(`${NUMBER}\r`), ...typed('9020000456\r')])
        await expectOnly([NUMBER, '9020000456'])
      })

      it('keeps the AIM wrapping', async () => {
        await type(typed(`]C0${NUMBER}\r`))
        await expectOnly([`]C0${NUMBER}`])
      })

      it('reads the digits on a French layout, where they are other characters', async () => {
        await type([...typedOnFrenchLayout(NUMBER), ...typed('\r')])
        await expectOnly([NUMBER])
      })

      it('names a scanner that types Alt codes', async () => {
        const codes = [...NUMBER].flatMap((digit) => [...`0${digit.charCodeAt(0)}`])
        const keys = codes.map((digit) => ({
          code: `Numpad${digit}`,
          key: digit,
          keyCode: 96 + Number(digit),
          alt: true,
          gapMs: 5,
        }))
        await type([...keys, ...typed('\r')])
        await expectOnly([], ['ALT_CODES'])
      })

      it('hands on a link, for the terminal has words for it', async () => {
        await type(typed('https://example.org/x\r'))
        await expectOnly(['https://example.org/x'])
      })
    })

    describe('and a person at the keys', () => {
      it('does not take slow typing for a scan, and Enter presses the button', async () => {
        await focus('#button')
        await type(typed(`${NUMBER}\r`, 170))
        await expectOnly([])
        expect(await presses()).toBe(1)
        expect((await seen()).filter((event) => event.startsWith('keydown')).length).toBe(11)
      })

      it('hands on single keys once each, even held down', async () => {
        await type(typed('1', 500))
        await settled()
        const two = { ...typed('2')[0], gapMs: 30, repeat: true } as Key
        await type([...typed('2', 500).map((key) => ({ ...key, repeat: false })), two, two, two])
        await settled()
        expect(wedge.singles).toEqual(['1', '2'])
        await expectOnly([])
      })

      it('hands on a single key while a button has the focus, but not out of a field', async () => {
        await focus('#button')
        await type(typed('3', 500))
        await settled()
        await focus('#field')
        await type(typed('4', 500))
        await settled()
        expect(wedge.singles).toEqual(['3'])
        expect(await fieldValue('#field')).toContain('4')
      })

      it('writes into a field and submits with Enter', async () => {
        await focus('#field')
        await type(typed('12345\r', 120))
        await expectOnly([])
        expect(await fieldValue('#field')).toBe('12345kept')
        expect(await seen()).toContain('keydown Enter')
      })

      it('does not take a held key for a scan', async () => {
        const five = typed('5')[0] as Key
        await type([five, ...Array.from({ length: 30 }, () => ({ ...five, gapMs: 30, repeat: true }))])
        await expectOnly([])
      })
    })

    describe('with a field focused', () => {
      for (const [selector, value] of [
        ['#field', 'kept'],
        ['#area', 'kept'],
        ['#number', '7'],
      ] as const)
        it(`reads a scan and puts ${selector} back as it was`, async () => {
          await wedge.page.evaluate(
            `window.inputs = []; document.querySelector('${selector}').addEventListener('input', (event) => window.inputs.push(event.target.value))`,
          )
          await focus(selector)
          await type(typed(`${NUMBER}\r`))
          await expectOnly([NUMBER])
          expect(await fieldValue(selector)).toBe(value)
          // Whoever follows the field by its events ends with the old value too.
          expect((await wedge.page.evaluate<string[]>('window.inputs')).at(-1)).toBe(value)
          expect(await focusedId()).toBe(selector.slice(1))
        })

      it('keeps what a person wrote before', async () => {
        await focus('#field')
        await type(typed('12', 200))
        await settled()
        await type(typed(`${NUMBER}\r`, 8).with(0, { ...typed('9')[0], gapMs: 700 } as Key))
        await expectOnly([NUMBER])
        expect(await fieldValue('#field')).toBe('12kept')
      })

      it('puts the field back after a scan without suffix', async () => {
        await focus('#field')
        await type(typed(NUMBER))
        await expectOnly([NUMBER])
        expect(await fieldValue('#field')).toBe('kept')
      })

      it('lets a half-typed syllable swallow the first digit, and reports an input method instead of nine digits', async () => {
        await focus('#field')
        await wedge.cdp.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 })
        expect(await fieldValue('#field')).toBe('nikept')
        await pause(700)
        await wedge.cdp.send('Input.dispatchKeyEvent', {
          type: 'rawKeyDown',
          key: 'Process',
          code: 'Enter',
          windowsVirtualKeyCode: 229,
        })
        await wedge.cdp.send('Input.insertText', { text: '逆' })
        await type(typed(`${NUMBER.slice(1)}\r`, 2))
        await expectOnly([], ['INPUT_METHOD'])
        expect(await fieldValue('#field')).toBe('kept')
        expect(await focusedId()).not.toBe('field')
      })

      it('reports an input method that took every key', async () => {
        await focus('#field')
        const process = { code: 'Enter', key: 'Process', keyCode: 229, gapMs: 8 }
        await type(Array.from({ length: 11 }, () => process))
        await expectOnly([], ['INPUT_METHOD'])
      })

      it('reports an input method whose composition is still open', async () => {
        await focus('#field')
        await wedge.cdp.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 })
        await pause(700)
        await type(typed(`${NUMBER}\r`))
        await expectOnly([], ['INPUT_METHOD'])
        expect(await fieldValue('#field')).toBe('kept')
      })
    })

    describe('disturbed', () => {
      it('by a foreign key, reports that and no number', async () => {
        await type([
          ...typed('90100'),
          { code: 'F9', key: 'F9', keyCode: 120, gapMs: 8 },
          ...typed('00123\r'),
        ])
        await expectOnly([], ['WRONG_KEYS'])
      })

      it('by a held key, reports that and no number', async () => {
        const five = { ...typed('5')[0], repeat: true } as Key
        await type([...typed('90100'), five, ...typed('00123\r')])
        await expectOnly([], ['WRONG_KEYS'])
      })

      it('reads the next scan', async () => {
        await type([
          ...typed('90100'),
          { code: 'F9', key: 'F9', keyCode: 120, gapMs: 8 },
          ...typed('00123\r'),
        ])
        await pause(200)
        await type(typed(`${NUMBER}\r`))
        await expectOnly([NUMBER], ['WRONG_KEYS'])
      })
    })

    describe('while the page is busy', () => {
      /** Holds the page up for `ms`, from a moment before this resolves; `then` is a script that runs before anything else. */
      async function beBusy(ms: number, then = ''): Promise<void> {
        await wedge.page.evaluate(
          `setTimeout(() => { const end = performance.now() + ${ms}; while (performance.now() < end); ${then} }, 20)`,
        )
        await pause(60)
      }

      it('waits for the keys that fell meanwhile, though the silence is due', async () => {
        const half = await type(typed(NUMBER.slice(0, 5)))
        await beBusy(700)
        await type(typed(`${NUMBER.slice(5)}\r`), half)
        await expectOnly([NUMBER])
      })

      it('waits for them even when the timer of the silence runs first', async () => {
        await wedge.page.evaluate(
          'window.realTimeout ??= window.setTimeout; window.setTimeout = (run, ms) => { window.lastTimer = run; return window.realTimeout(run, ms) }',
        )
        const half = await type(typed(NUMBER.slice(0, 5)))
        await wedge.page.evaluate('window.silence = window.lastTimer; window.setTimeout = window.realTimeout')
        await beBusy(700, 'window.silence()')
        await type(typed(`${NUMBER.slice(5)}\r`), half)
        await expectOnly([NUMBER])
      })

      it('stamps a scan with the moment of its last key', async () => {
        await beBusy(700)
        const fellAt = Date.now()
        await type(typed(`${NUMBER}\r`))
        await heard.untilScans(1)
        expect(Date.now() - fellAt).toBeGreaterThan(400)
        expect(Math.abs((heard.scans[0]?.at ?? 0) - fellAt)).toBeLessThan(200)
      })
    })

    describe('the ground', () => {
      it('takes the focus when nothing has it, and never from a field', async () => {
        await wedge.page.evaluate('document.activeElement.blur(); window.keepGround()')
        expect(await focusedId()).toBe('ground')
        await focus('#field')
        await pause(50)
        expect(await focusedId()).toBe('field')
        await wedge.page.evaluate('document.activeElement.blur()')
        await wedge.page.waitForFunction("document.activeElement.id === 'ground'")
      })

      it('takes the focus back when the focused element leaves the page, or beside it is clicked', async () => {
        await wedge.page.evaluate('window.keepGround()')
        await focus('#button')
        await wedge.page.evaluate("document.querySelector('#button').remove()")
        await wedge.page.waitForFunction("document.activeElement.id === 'ground'")
        await wedge.page.mouse.click(5, 500)
        await wedge.page.waitForFunction("document.activeElement.id === 'ground'")
      })

      it.each(['disabled', 'hidden'])(
        'takes the focus back when the focused element becomes %s',
        async (attribute) => {
          await wedge.page.evaluate('window.keepGround()')
          await focus('#button')
          await wedge.page.evaluate(`document.querySelector('#button').${attribute} = true`)
          await wedge.page.waitForFunction("document.activeElement.id === 'ground'")
        },
      )

      it('is where a scan works after an input method was closed', async () => {
        await wedge.page.evaluate('window.keepGround()')
        await focus('#field')
        await wedge.cdp.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 })
        await type(typed(`${NUMBER}\r`))
        await heard.until(() => heard.disturbances.length === 1)
        await pause(600)
        await type(typed(`${NUMBER}\r`))
        await expectOnly([NUMBER], ['INPUT_METHOD'])
        expect(await focusedId()).toBe('ground')
      })
    })
  })
})
