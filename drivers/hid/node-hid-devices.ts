// The real HID devices, over the `node-hid` package. Loaded on first use: its prebuilt binding needs libusb, which a small system does
// not have, and a terminal without it still has every other way to scan.
import { access, constants, readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { err, ok } from '../../shared/core/result.ts'
import { isScannerDescriptor } from '../framing/hidpos-descriptor.ts'
import type { HidDevices, HidEvents, HidLibrary, HidProblem, OpenHidDevice } from './hid-devices.ts'

type HidModule = Pick<typeof import('node-hid'), 'devicesAsync' | 'HIDAsync'>

export function createNodeHidDevices(load: () => Promise<HidModule> = () => import('node-hid')): HidDevices {
  return {
    async list() {
      try {
        // The binding is loaded by the first call, not by the import.
        const listed = await (await load()).devicesAsync()
        return ok(listed.flatMap(({ path, ...device }) => (path === undefined ? [] : [{ ...device, path }])))
      } catch (error) {
        return err({ ...loadProblemOf(error), hasScanner: await hasScanner() })
      }
    },
    async open(path, events) {
      try {
        return ok(await openDevice(await load(), path, events))
      } catch (error) {
        return err(await openProblemOf(error, path))
      }
    },
  }
}

async function openDevice({ HIDAsync }: HidModule, path: string, events: HidEvents): Promise<OpenHidDevice> {
  const descriptor = await readDescriptor(path)
  const device = await HIDAsync.open(path)
  let over = false
  // Without a listener an unplug would end the process; the package sends a string, not an Error. It comes before `data`, whose
  // first listener starts the reading.
  device.on('error', () => {
    if (over) return
    over = true
    events.onGone()
  })
  device.on('data', (report: Uint8Array) => {
    if (!over) events.onReport(report)
  })
  return {
    descriptor,
    sendFeature: (report) =>
      device.sendFeatureReport([...report]).then(
        () => {},
        () => {},
      ),
    async close() {
      over = true
      // What was unplugged may refuse to be closed; the listener for late errors stays.
      await device.close().catch(() => {})
      device.on('error', () => {})
    },
  }
}

const SYSFS = '/sys/class/hidraw'

/** Only Linux shows report descriptors, and only here. */
async function readDescriptor(path: string): Promise<Uint8Array | null> {
  if (process.platform !== 'linux') return null
  return readFile(`${SYSFS}/${basename(path)}/device/report_descriptor`).catch(() => null)
}

/** Whoever plugs a scanner into a machine that cannot read it has to be told. Linux shows it without any library. */
async function hasScanner(): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const nodes = await readdir(SYSFS).catch(() => [])
  const descriptors = await Promise.all(nodes.map(readDescriptor))
  return descriptors.some((descriptor) => descriptor !== null && isScannerDescriptor(descriptor))
}

/** Debian's package for each library the binding is linked to. */
const libraries: readonly (readonly [file: string, library: HidLibrary])[] = [
  ['libusb-1.0.so.0', 'libusb-1.0-0'],
  ['libudev.so.1', 'libudev1'],
]

function loadProblemOf(error: unknown): HidProblem {
  const reason = messageOf(error)
  const missing = libraries.find(([file]) => reason.includes(file))?.[1]
  if (!missing) return { kind: 'unavailable', detail: `USB HID unavailable: ${reason}` }
  return { kind: 'unavailable', detail: `USB HID unavailable: install ${missing}`, missing }
}

async function openProblemOf(error: unknown, path: string): Promise<HidProblem> {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_DLOPEN_FAILED')
    return loadProblemOf(error)
  const reason = messageOf(error)
  if (/permission denied|access (is )?denied|not permitted|EACCES|EPERM/i.test(reason)) return denied(path)
  if (/no such (file|device)|not found|ENOENT|ENODEV/i.test(reason)) return { kind: 'absent', detail: reason }
  if (process.platform !== 'linux') return { kind: 'failed', detail: reason }
  // The package does not always say why; the file system does.
  const code = await access(path, constants.R_OK | constants.W_OK).then(
    () => null,
    (problem: NodeJS.ErrnoException) => problem.code,
  )
  if (code === 'EACCES' || code === 'EPERM') return denied(path)
  return { kind: code === 'ENOENT' ? 'absent' : 'failed', detail: reason }
}

function denied(path: string): HidProblem {
  const cure =
    process.platform === 'linux'
      ? 'install resources/udev/70-card-terminal-scanner.rules as /etc/udev/rules.d/70-card-terminal-scanner.rules, ' +
        'run `udevadm control --reload`, plug the scanner in again'
      : 'close the program that uses the scanner'
  return { kind: 'denied', detail: `${path} may not be opened: ${cure}` }
}

/** Some of its errors are plain strings. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
