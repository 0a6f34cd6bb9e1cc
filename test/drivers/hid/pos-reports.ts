// Makes the reports a HID POS scanner of each layout sends for a code.

const PART = 56

export interface SentCode {
  readonly text: string | Uint8Array
  readonly aim?: string
  readonly symbology?: number
}

/** Layout A: the AIM id in every part, in front of the data. */
export function layoutAReports({ text, aim = ']C0', symbology = 0x6a }: SentCode): Buffer[] {
  return parts(text).map(({ data, goesOn }) => {
    const report = startOf(data.length)
    report.write(aim, 2, 'latin1')
    report.set(data, 5)
    report[61] = symbology
    report[63] = goesOn ? 1 : 0
    return report
  })
}

/** Layout B: one byte later than A. */
export function layoutBReports({ text, aim = ']C0' }: SentCode): Buffer[] {
  return parts(text).map(({ data, goesOn }) => {
    const report = startOf(data.length)
    report.write(aim, 3, 'latin1')
    report.set(data, 6)
    report[63] = goesOn ? 1 : 0
    return report
  })
}

/** Layout C: data alone; an AIM id that is switched on is part of it. */
export function layoutCReports({ text, aim = '' }: SentCode): Buffer[] {
  const whole = Buffer.concat([Buffer.from(aim, 'latin1'), Buffer.from(text)])
  return parts(whole).map(({ data, goesOn }) => {
    const report = startOf(data.length)
    report.set(data, 2)
    report[63] = goesOn ? 1 : 0
    return report
  })
}

function startOf(length: number): Buffer {
  const report = Buffer.alloc(64)
  report[0] = 2
  report[1] = length
  return report
}

function parts(text: string | Uint8Array): { data: Buffer; goesOn: boolean }[] {
  const bytes = Buffer.from(text)
  return Array.from({ length: Math.max(1, Math.ceil(bytes.length / PART)) }, (_, index) => ({
    data: bytes.subarray(index * PART, (index + 1) * PART),
    goesOn: (index + 1) * PART < bytes.length,
  }))
}
