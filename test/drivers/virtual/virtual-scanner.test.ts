// The virtual scanner keeps the duties of a real one, and its remote control works.
import { expect, it } from 'vitest'
import { createVirtualScanner } from '../../../drivers/virtual/virtual-scanner.ts'
import { createHeard } from '../heard.ts'
import { describeScannerContract, realDeps } from '../scanner.contract.ts'

describeScannerContract('virtual', async () => {
  const virtual = createVirtualScanner(realDeps)
  return {
    scanner: virtual.scanner,
    read: async (text) => virtual.scan(text),
    readHalf: null,
    unplug: async () => virtual.unplug(),
    plug: async () => virtual.plug(),
    dispose: async () => {},
    settleMs: 5,
  }
})

it('reads nothing while unplugged', async () => {
  const virtual = createVirtualScanner(realDeps, { plugged: false })
  const heard = createHeard()
  await virtual.scanner.start(heard.listener)
  virtual.scan('9010000123')
  virtual.disturb('NO_READ')
  expect([heard.scans, heard.disturbances, heard.statuses]).toEqual([[], [], [{ kind: 'disconnected' }]])
})

it('disturbs on command', async () => {
  const virtual = createVirtualScanner(realDeps)
  const heard = createHeard()
  await virtual.scanner.start(heard.listener)
  virtual.disturb('INPUT_METHOD')
  expect(heard.disturbances).toEqual(['INPUT_METHOD'])
})
