// Who may open the scanner: a user who is not root, without and with our udev rules, and what is never opened. Runs in the guest.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { keyboardDescriptor } from '../../drivers/hid/report-descriptors.ts'
import { plugVirtualHid } from '../virtual-hid.ts'
import { readAs } from './read-as.ts'
import {
  hidrawNodes,
  honeywell,
  plugScanner,
  type ScannerAtCounter,
  untilNoneIsLeft,
} from './scanner-at-counter.ts'

/** A user of nobody's group, and the group of Debian that our rules name. */
const CLERK = 4242
const plugdev = Number(execFileSync('getent', ['group', 'plugdev'], { encoding: 'utf8' }).split(':')[2])
const rules = '70-card-terminal-scanner.rules'

let udev: ChildProcess
let at: ScannerAtCounter | null = null
let reader: ReturnType<typeof readAs> | null = null

beforeAll(async () => {
  udev = spawn('/lib/systemd/systemd-udevd', [], { stdio: 'ignore' })
  while (!isUdevUp()) await pause(100)
})

afterEach(async () => {
  await reader?.end()
  at?.device.unplug()
  await untilNoneIsLeft()
  reader = null
  at = null
})

afterAll(() => void udev.kill())

it('without the rules is denied, with the way out in the detail', async () => {
  at = await plugScanner()
  settle()
  reader = readAs(CLERK, plugdev)
  const status = await reader.next((line) => line.kind === 'denied')
  expect(status.detail).toContain(`/etc/udev/rules.d/${rules}`)
})

it('with the rules reads for the group, after a replug, and is denied to others', async () => {
  mkdirSync('/etc/udev/rules.d', { recursive: true })
  copyFileSync(`resources/udev/${rules}`, `/etc/udev/rules.d/${rules}`)
  udevadm('control', '--reload')
  at = await plugScanner()
  settle()
  reader = readAs(CLERK, plugdev)
  await reader.next((line) => line.kind === 'ready')
  at.scan('9010000123')
  await reader.next((line) => line.text === ']C09010000123')
  await reader.end()
  reader = readAs(CLERK, CLERK)
  await reader.next((line) => line.kind === 'denied')
})

it('with the rules keeps keyboards closed, also those of a scanner vendor', async () => {
  const keyboard = plugVirtualHid({ name: 'Keyboard mode', ...honeywell, descriptor: keyboardDescriptor })
  while (hidrawNodes().length === 0) await pause(5)
  settle()
  const [node = ''] = hidrawNodes()
  const { mode, gid } = statSync(`/dev/${node}`)
  keyboard.unplug()
  expect([(mode & 0o777).toString(8), gid]).toEqual(['600', 0])
})

/** The guest's root is a chroot, where udevadm does nothing unless told. */
function udevadm(...args: string[]): void {
  execFileSync('udevadm', args, { stdio: 'ignore', env: { ...process.env, SYSTEMD_IGNORE_CHROOT: '1' } })
}

function isUdevUp(): boolean {
  try {
    udevadm('control', '--ping')
    return true
  } catch {
    return false
  }
}

/** Waits until udev has done what it does with the new device. */
function settle(): void {
  udevadm('settle', '--timeout=30')
}
