// A HID device that exists only in the kernel: a client of /dev/uhid in plain Node. Knows nothing of scanners.
// Messages are `struct uhid_event` of linux/uhid.h: a 32-bit type, then its payload, packed.
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'

const DESTROY = 1
const OUTPUT = 6
const GET_REPORT = 9
const GET_REPORT_REPLY = 10
const CREATE2 = 11
const INPUT2 = 12
const SET_REPORT = 13
const SET_REPORT_REPLY = 14
const BUS_USB = 3
const EVENT_BYTES = 4380
const EIO = 5

export interface VirtualHidConfig {
  readonly name: string
  readonly serialNumber?: string
  readonly vendorId: number
  readonly productId: number
  readonly descriptor: readonly number[]
}

export interface VirtualHid {
  /** Sends an input report, its id first where there is one. */
  input(report: Uint8Array): void
  /** Feature and output reports that came from the program, as they arrived. */
  readonly received: { readonly kind: 'feature' | 'output'; readonly bytes: Buffer }[]
  unplug(): void
}

export function plugVirtualHid(config: VirtualHidConfig): VirtualHid {
  const fd = openSync('/dev/uhid', constants.O_RDWR | constants.O_NONBLOCK)
  const received: { kind: 'feature' | 'output'; bytes: Buffer }[] = []
  writeSync(fd, createMessage(config))
  // Nobody waits for a virtual device: answering the kernel every few milliseconds is enough.
  const timer = setInterval(answerKernel, 5)
  let plugged = true

  function answerKernel(): void {
    const event = Buffer.alloc(EVENT_BYTES)
    while (readEvent(fd, event)) {
      const type = event.readUInt32LE(0)
      const requestId = event.readUInt32LE(4)
      if (type === OUTPUT)
        received.push({ kind: 'output', bytes: Buffer.from(event.subarray(4, 4 + event.readUInt16LE(4100))) })
      if (type === SET_REPORT) {
        const size = event.readUInt16LE(10)
        received.push({ kind: 'feature', bytes: Buffer.from(event.subarray(12, 12 + size)) })
        writeSync(fd, reply(SET_REPORT_REPLY, requestId, 0))
      }
      if (type === GET_REPORT) writeSync(fd, reply(GET_REPORT_REPLY, requestId, EIO))
    }
  }

  return {
    received,
    input(report) {
      const message = Buffer.alloc(6 + report.length)
      message.writeUInt32LE(INPUT2, 0)
      message.writeUInt16LE(report.length, 4)
      message.set(report, 6)
      writeSync(fd, message)
    },
    unplug() {
      if (!plugged) return
      plugged = false
      clearInterval(timer)
      const message = Buffer.alloc(4)
      message.writeUInt32LE(DESTROY, 0)
      writeSync(fd, message)
      closeSync(fd)
    },
  }
}

function createMessage({
  name,
  serialNumber = '',
  vendorId,
  productId,
  descriptor,
}: VirtualHidConfig): Buffer {
  const message = Buffer.alloc(280 + 4096)
  message.writeUInt32LE(CREATE2, 0)
  message.write(name, 4, 127)
  message.write(serialNumber, 196, 63)
  message.writeUInt16LE(descriptor.length, 260)
  message.writeUInt16LE(BUS_USB, 262)
  message.writeUInt32LE(vendorId, 264)
  message.writeUInt32LE(productId, 268)
  message.writeUInt32LE(1, 272)
  message.set(descriptor, 280)
  return message
}

/** False: nothing to read. */
function readEvent(fd: number, into: Buffer): boolean {
  try {
    return readSync(fd, into) > 0
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return false
    throw error
  }
}

function reply(type: number, requestId: number, error: number): Buffer {
  const message = Buffer.alloc(type === GET_REPORT_REPLY ? 12 : 10)
  message.writeUInt32LE(type, 0)
  message.writeUInt32LE(requestId, 4)
  message.writeUInt16LE(error, 8)
  return message
}
