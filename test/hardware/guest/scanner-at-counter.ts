// A HID POS scanner that the guest's kernel believes in, and the hands that scan with it.
import { readdirSync, readlinkSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { layoutAReports, type SentCode } from '../../drivers/hid/pos-reports.ts'
import { layoutADescriptor } from '../../drivers/hid/report-descriptors.ts'
import { plugVirtualHid, type VirtualHid, type VirtualHidConfig } from '../virtual-hid.ts'

export const honeywell = { vendorId: 0x0c2e, productId: 0x0b81 }

export interface ScannerAtCounter {
  readonly device: VirtualHid
  scan(code: SentCode | string): void
}

/** Resolves when the kernel has its node. */
export async function plugScanner(
  config: Partial<VirtualHidConfig> & { readonly reports?: (code: SentCode) => Uint8Array[] } = {},
): Promise<ScannerAtCounter> {
  const before = hidrawNodes().length
  const { reports = layoutAReports, ...rest } = config
  const base = { name: 'Virtual HID POS scanner', ...honeywell, descriptor: layoutADescriptor }
  const device = plugVirtualHid({ ...base, ...rest })
  while (hidrawNodes().length === before) await pause(5)
  return {
    device,
    scan(code) {
      for (const report of reports(typeof code === 'string' ? { text: code } : code)) device.input(report)
    },
  }
}

export function hidrawNodes(): string[] {
  try {
    return readdirSync('/sys/class/hidraw')
  } catch {
    return []
  }
}

/** Waits until the kernel has taken away what was unplugged. */
export async function untilNoneIsLeft(): Promise<void> {
  while (hidrawNodes().length > 0) await pause(5)
}

/** How many of the nodes this process holds open. */
export function openHandles(): number {
  return readdirSync('/proc/self/fd').filter((fd) => targetOf(fd).startsWith('/dev/hidraw')).length
}

function targetOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`)
  } catch {
    return '' // closed meanwhile
  }
}
