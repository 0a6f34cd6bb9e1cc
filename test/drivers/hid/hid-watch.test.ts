// The terminal's own watch for HID POS scanners: what the clerk is told of, and what only the log.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../../terminal/log.ts'
import { createHidWatch, type HidWatch } from '../../../terminal/scanners/hid-watch.ts'
import { createHeard, type Heard } from '../heard.ts'
import { realDeps } from '../scanner.contract.ts'
import { createFakeHidDevices, type FakeHidDevices, listedScanner } from './fake-hid-devices.ts'

describe('the watch for HID POS scanners', () => {
  let dir: string
  let fake: FakeHidDevices
  let heard: Heard
  let log: string
  let watch: HidWatch | null

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'hid-watch-'))
    fake = createFakeHidDevices()
    heard = createHeard()
    log = ''
    watch = null
  })

  afterEach(async () => {
    await watch?.scanner.stop()
    rmSync(dir, { recursive: true })
  })

  async function start(setting: 'auto' | 'expected' | 'off'): Promise<void> {
    await watch?.scanner.stop()
    const seenFile = join(dir, 'hid-scanner.seen')
    const stream = {
      write(line: string) {
        log += line
      },
    }
    watch = createHidWatch(setting, {
      ...realDeps,
      devices: fake.devices,
      seenFile,
      log: createLog({ stream }),
    })
    heard = createHeard()
    await watch?.scanner.start(heard.listener)
  }

  const isUnseen = () => watch?.isUnseen('hid-1')

  it('says nothing of a scanner that was never there, and remembers one that was', async () => {
    await start('auto')
    await heard.untilStatus('disconnected')
    expect([isUnseen(), watch?.isUnseen('serial-1')]).toEqual([true, false])
    fake.plug(listedScanner())
    await start('auto')
    await heard.untilStatus('ready')
    expect(isUnseen()).toBe(false)
    fake.unplug(listedScanner().path)
    await start('auto')
    await heard.untilStatus('disconnected')
    expect(isUnseen()).toBe(false)
  })

  it('tells of one that is there and may not be opened', async () => {
    fake.plug(listedScanner())
    fake.refuseOpening({ kind: 'denied', detail: 'rules' })
    await start('auto')
    await heard.untilStatus('denied')
    expect([isUnseen(), log.includes('hid.denied-install-udev-rules')]).toEqual([false, true])
  })

  it('without libusb leaves the clerk alone and tells the technician what to install', async () => {
    fake.refuseListing({ kind: 'unavailable', detail: 'install libusb-1.0-0', missing: 'libusb-1.0-0' })
    await start('auto')
    await heard.untilStatus('failed')
    expect([isUnseen(), log.match(/hid\.unavailable-install-libusb-1\.0-0/g)?.length]).toEqual([true, 1])
  })

  it('without libusb tells of a scanner that is plugged in all the same', async () => {
    fake.refuseListing({ kind: 'unavailable', detail: 'install libusb-1.0-0', hasScanner: true })
    await start('auto')
    await heard.untilStatus('failed')
    expect(isUnseen()).toBe(false)
  })

  it('tells of one that is expected, and is switched off by the settings', async () => {
    await start('expected')
    expect(isUnseen()).toBe(false)
    await start('off')
    expect(watch).toBeNull()
  })
})
