// Arbitrary members and lists for the property tests of the roster.
import fc from 'fast-check'
import type { MemberNumber } from '../../shared/card/member-number.ts'
import { dayOfNumber } from '../../shared/roster/day-number.ts'
import type { ShardMember } from '../../shared/roster/encode-shard.ts'

const dayArbitrary = fc.integer({ min: 0, max: 0xffff }).map(dayOfNumber)
/** Few distinct days, as in real lists: batches. */
const batchDayArbitrary = fc.integer({ min: 15_000, max: 15_020 }).map(dayOfNumber)

const serialArbitrary = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 9_999_999 }),
  fc.constantFrom(0, 255, 256, 257, 9_999_998, 9_999_999),
)

export const numberArbitrary: fc.Arbitrary<MemberNumber> = fc
  .tuple(fc.constantFrom('000', '001', '901', '902', '950', '999'), serialArbitrary)
  .map(([prefix, serial]) => (prefix + String(serial).padStart(7, '0')) as MemberNumber)

const nameArbitrary = fc.oneof(
  fc.constantFrom('王*明', '王*', '欧**娜', '*', '𠮷*', '𠮷*𠮷', '', '阿*********提'),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)

const periodArbitrary = fc
  .tuple(dayArbitrary, dayArbitrary)
  .map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }))

export const memberArbitrary: fc.Arbitrary<ShardMember> = fc
  .record({
    number: numberArbitrary,
    maskedName: nameArbitrary,
    issuedOn: dayArbitrary,
    registeredOn: fc
      .uniqueArray(fc.oneof(batchDayArbitrary, dayArbitrary), { maxLength: 5 })
      .map((days) => days.sort()),
    cancelledOn: fc.option(dayArbitrary, { freq: 3 }),
    stoppedOn: fc.option(dayArbitrary, { freq: 3 }),
    protection: fc.option(fc.array(periodArbitrary, { maxLength: 3 }), { freq: 3, nil: undefined }),
  })
  .map(({ number, maskedName, protection, ...facts }) => ({
    number,
    maskedName,
    membership: protection === undefined ? facts : { ...facts, protection },
  }))

/** Every number once. */
export const listArbitrary = fc.uniqueArray(memberArbitrary, {
  selector: ({ number }) => number,
  maxLength: 200,
})
