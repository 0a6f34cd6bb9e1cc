// What one screen gets to hear, and what a broken or hostile one gets instead.
import { expect, it } from 'vitest'
import { MAX_FRAME_LENGTH, type TerminalFrame } from '../../shared/bridge/frames.ts'
import { err } from '../../shared/core/result.ts'
import { connectScreen } from '../../terminal/host/connect-screen.ts'
import { createFakeTerminal } from './support/fake-terminal.ts'
import { createLogLines } from './support/log-lines.ts'
import { createMemoryLinks } from './support/memory-link.ts'

it('sends the state first, before anything was asked', async () => {
  const { next } = connect()
  expect(await next()).toMatchObject({ type: 'state', state: { revision: 1, screen: { kind: 'idle' } } })
})

it('pushes every change, and of several in one tick only the newest', async () => {
  const { fake, next } = connect()
  await next()
  fake.push()
  expect(await next()).toMatchObject({ type: 'state', state: { revision: 2 } })
  fake.push()
  fake.push()
  fake.push()
  expect(await next()).toMatchObject({ type: 'state', state: { revision: 5 } })
  fake.push()
  expect(await next()).toMatchObject({ type: 'state', state: { revision: 6 } })
})

it('answers a call with its reply, after the state the call led to', async () => {
  const { fake, screen, next } = connect()
  await next()
  fake.answerWith(() => {
    fake.push({ queued: 7 })
    return { ok: true, value: [1] }
  })
  screen.send(JSON.stringify({ type: 'call', id: 5, method: 'clear', params: {} }))
  expect(await next()).toMatchObject({ type: 'state', state: { queued: 7 } })
  expect(await next()).toEqual({ type: 'reply', id: 5, result: [1] })
})

it('tells a refused call and a broken one apart, and survives both', async () => {
  const { fake, screen, next, lines } = connect()
  await next()
  fake.answerWith(() => err('REFUSED'))
  screen.send(JSON.stringify({ type: 'call', id: 1, method: 'undo', params: {} }))
  expect(await next()).toEqual({ type: 'fault', id: 1, code: 'REFUSED' })

  fake.answerWith(() => {
    throw new Error('bug near 9010000123')
  })
  screen.send(JSON.stringify({ type: 'call', id: 2, method: 'undo', params: {} }))
  expect(await next()).toEqual({ type: 'fault', id: 2, code: 'BROKEN' })
  expect(lines.events()).toEqual(['screen.call_broke'])
  expect(lines.text()).not.toContain('9010000123')
})

it('answers a bad frame with a fault where it has an id, and ignores it otherwise', async () => {
  const { fake, screen, next } = connect()
  await next()
  screen.send(JSON.stringify({ type: 'call', id: 3, method: 7, params: {} }))
  expect(await next()).toEqual({ type: 'fault', id: 3, code: 'BAD_CALL' })
  for (const bad of [
    '',
    'null',
    '[]',
    '{',
    '"\u0000"',
    '{"type":"state"}',
    '{"type":"call","id":0,"method":"x"}',
  ]) {
    screen.send(bad)
  }
  screen.send(JSON.stringify({ type: 'call', id: 4, method: 'long', params: 'x'.repeat(MAX_FRAME_LENGTH) }))
  screen.send(JSON.stringify({ type: 'call', id: 5, method: 'clear', params: {} }))
  expect(await next()).toMatchObject({ type: 'reply', id: 5 })
  expect(fake.calls.map(({ method }) => method)).toEqual(['clear'])
})

it('counts bad frames in the log without a flood and without their content', async () => {
  const { screen, next, lines, down } = connect()
  await next()
  for (let index = 0; index < 120; index++) screen.send('6222021234567890123')
  screen.close()
  await down
  expect(lines.events()).toEqual([
    'screen.bad_frame',
    'screen.bad_frame',
    'screen.bad_frame',
    'screen.bad_frames',
  ])
  expect(lines.text()).toContain('"total":120')
  expect(lines.text()).not.toContain('6222')
})

it('stops listening to the terminal when the screen is gone', async () => {
  const { fake, screen, next, down } = connect()
  await next()
  expect(fake.listeners()).toBe(1)
  fake.push()
  screen.close()
  await down
  expect(fake.listeners()).toBe(0)
})

function connect() {
  const fake = createFakeTerminal()
  const lines = createLogLines()
  const { terminalEnd, screenEnd } = createMemoryLinks()
  const frames: TerminalFrame[] = []
  let wake = () => {}
  screenEnd.onFrame((text) => {
    frames.push(JSON.parse(text) as TerminalFrame)
    wake()
  })
  const down = new Promise<void>((resolve) => terminalEnd.onDown(() => setImmediate(resolve)))
  connectScreen(fake.terminal, terminalEnd, lines.log)

  async function next(): Promise<TerminalFrame> {
    for (;;) {
      const frame = frames.shift()
      if (frame) return frame
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { fake, lines, screen: screenEnd, next, down }
}
