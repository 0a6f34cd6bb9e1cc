// Which listed devices are scanners, how twins are told apart, and that a sleep is noticed.
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { chooseHidPos } from '../../../drivers/hid/hid-choice.ts'
import { watchForResume } from '../../../drivers/hid/resume-watch.ts'
import { listedScanner } from './fake-hid-devices.ts'

const identities = (...listings: Parameters<typeof listedScanner>[0][]) =>
  chooseHidPos(listings.map(listedScanner)).map(({ identity }) => identity)

describe('the identity of a HID POS scanner', () => {
  it('is its serial number', () => {
    expect(identities({ serialNumber: 'T1' }, { path: '/dev/hidraw1', serialNumber: 'T2' })).toEqual([
      '0c2e:0b81:T1',
      '0c2e:0b81:T2',
    ])
  })

  it('is its path where the serial number is missing or the same', () => {
    const path = '/dev/hidraw1'
    expect(identities({}, { path })).toEqual(['0c2e:0b81: /dev/hidraw0', '0c2e:0b81: /dev/hidraw1'])
    expect(new Set(identities({ serialNumber: '0' }, { path, serialNumber: '0' })).size).toBe(2)
  })

  it('is one for the collections that share a path', () => {
    const other = { usagePage: 0xff8c, serialNumber: 'T1' }
    expect(identities(other, { serialNumber: 'T1' }, { serialNumber: 'T1' })).toEqual(['0c2e:0b81:T1'])
  })
})

describe('the watch for a sleep of the machine', () => {
  it('calls once after the clock ran on without us, and not for a slow tick', async () => {
    let wall = 0
    let resumed = 0
    const stop = watchForResume(
      () => wall,
      () => void resumed++,
      5,
    )
    wall += 14_000
    await pause(30)
    expect(resumed).toBe(0)
    wall += 60_000
    await pause(30)
    expect(resumed).toBe(1)
    stop()
    wall += 60_000
    await pause(30)
    expect(resumed).toBe(1)
  })
})
