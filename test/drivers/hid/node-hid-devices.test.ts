// What node-hid says and does not say, as values. The devices themselves are tried in the hardware lab (test/hardware).
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createNodeHidDevices } from '../../../drivers/hid/node-hid-devices.ts'

const noEvents = { onReport: () => {}, onGone: () => {} }
type Load = NonNullable<Parameters<typeof createNodeHidDevices>[0]>

/** The package with these answers. */
function moduleOf(answers: { devices?: () => Promise<unknown>; open?: () => Promise<unknown> }): Load {
  const refuse = () => Promise.reject(new Error('not asked for'))
  const fake = { devicesAsync: answers.devices ?? refuse, HIDAsync: { open: answers.open ?? refuse } }
  return async () => fake as unknown as Awaited<ReturnType<Load>>
}

function dlopenError(library: string): Error {
  const message = `${library}: cannot open shared object file: No such file or directory`
  return Object.assign(new Error(message), { code: 'ERR_DLOPEN_FAILED' })
}

describe('node-hid', () => {
  it('on this machine lists devices or says what to install; it never throws', async () => {
    const listed = await createNodeHidDevices().list()
    if (!listed.ok) expect(listed.error.detail).toMatch(/^USB HID unavailable: install lib/)
  })

  it.each([
    ['libusb-1.0.so.0', 'libusb-1.0-0'],
    ['libudev.so.1', 'libudev1'],
  ])('without %s names the package', async (file, missing) => {
    const fails = () => Promise.reject(dlopenError(file))
    const devices = createNodeHidDevices(moduleOf({ devices: fails, open: fails }))
    const unavailable = {
      ok: false,
      error: { kind: 'unavailable', detail: `USB HID unavailable: install ${missing}`, missing },
    }
    expect(await devices.list()).toMatchObject(unavailable)
    expect(await devices.open('/dev/hidraw0', noEvents)).toEqual(unavailable)
  })

  it('without its package is unavailable', async () => {
    const listed = await createNodeHidDevices(() => Promise.reject(new Error('Cannot find package'))).list()
    expect(listed).toMatchObject({ ok: false, error: { kind: 'unavailable' } })
  })

  it.each([
    [new Error('cannot open device with path /dev/hidraw0: Permission denied'), 'denied'],
    ['Permission denied', 'denied'],
    [new Error('No such file or directory'), 'absent'],
  ])('refuses to open: %s', async (thrown, kind) => {
    const devices = createNodeHidDevices(moduleOf({ open: () => Promise.reject(thrown) }))
    const opened = await devices.open('/nowhere/hidraw0', noEvents)
    expect(opened).toMatchObject({ ok: false, error: { kind } })
    if (kind === 'denied' && process.platform === 'linux' && !opened.ok)
      expect(opened.error.detail).toContain('/etc/udev/rules.d/70-card-terminal-scanner.rules')
  })

  it('tells of an unplug once, though the error is a string, and is silent after close', async () => {
    const device = Object.assign(new EventEmitter(), {
      close: () => Promise.reject(new Error('gone')),
      sendFeatureReport: () => Promise.reject(new Error('stalled')),
    })
    const devices = createNodeHidDevices(moduleOf({ open: async () => device }))
    let gone = 0
    const reports: Uint8Array[] = []
    const opened = await devices.open('/nowhere/hidraw0', {
      onReport: (report) => reports.push(report),
      onGone: () => void gone++,
    })
    if (!opened.ok) throw new Error(opened.error.detail)
    await opened.value.sendFeature([0xfe, 0x01])
    device.emit('data', Buffer.from([2, 1, 0x39]))
    device.emit('error', 'could not read from HID device')
    device.emit('error', 'could not read from HID device')
    device.emit('data', Buffer.from([2, 1, 0x39]))
    await opened.value.close()
    device.emit('error', 'late')
    expect([gone, reports.length]).toEqual([1, 1])
  })
})
