// A shard gives back what was put into it, is the same for the same members, and refuses whatever is not one.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day } from '../../shared/core/day.ts'
import { encodeShard, type ShardMember } from '../../shared/roster/encode-shard.ts'
import { openShard, type Shard } from '../../shared/roster/open-shard.ts'
import { listArbitrary, numberArbitrary } from './members.ts'
import { member, numberOf } from './publish.ts'

const header = { unionCode: '901', asOf: day('2026-07-05') }

function opened(raw: Uint8Array): Shard {
  const shard = openShard(raw)
  if (!shard.ok) throw new Error(`${shard.error.kind}: ${shard.error.detail}`)
  return shard.value
}

describe('a shard', () => {
  it('gives back every member and nobody else', () => {
    fc.assert(
      fc.property(listArbitrary, fc.array(numberArbitrary), (members, others) => {
        const shard = opened(encodeShard(header, members))
        expect(shard).toMatchObject({ unionCode: '901', asOf: '2026-07-05', rows: members.length })
        for (const listed of members) {
          expect(shard.find(listed.number)).toEqual({ ...listed, unionCode: '901' })
        }
        const listed = new Set(members.map(({ number }) => number))
        for (const number of others) if (!listed.has(number)) expect(shard.find(number)).toBeNull()
      }),
    )
  })

  it('is the same bytes for the same members in any order', () => {
    fc.assert(
      fc.property(
        listArbitrary.chain((members) =>
          fc.tuple(
            fc.constant(members),
            fc.shuffledSubarray(members, { minLength: members.length, maxLength: members.length }),
          ),
        ),
        ([members, shuffled]) => {
          expect(encodeShard(header, shuffled)).toEqual(encodeShard(header, members))
        },
      ),
    )
  })

  it('finds every row of long runs, over block borders and jumps', () => {
    const members: ShardMember[] = []
    for (const prefix of ['901', '902', '999']) {
      for (let serial = 0, i = 0; i < 500; i++, serial += i % 37 === 0 ? 1000 : (i % 5) + 1) {
        members.push(member(prefix, serial))
      }
    }
    members.push(member('903', 9_999_999), member('001', 0))
    const shard = opened(encodeShard(header, members))
    const listed = new Set(members.map(({ number }) => number))
    for (const prefix of ['000', '001', '901', '902', '903', '999']) {
      for (let serial = 0; serial < 16_000; serial++) {
        const number = numberOf(prefix, serial)
        expect(shard.find(number) !== null).toBe(listed.has(number))
      }
    }
    expect(shard.find(numberOf('903', 9_999_999))).not.toBeNull()
  })

  it('walks over the numbers of one prefix in order', () => {
    const members = [member('902', 7), member('901', 3), member('901', 900), member('901', 4)]
    const shard = opened(encodeShard(header, members))
    const serials: number[] = []
    shard.numbers.eachOf('901', (serial) => serials.push(serial))
    expect(serials).toEqual([3, 4, 900])
    expect(shard.numbers.prefixes).toEqual(['901', '902'])
  })

  it('may be empty', () => {
    expect(opened(encodeShard(header, [])).find(numberOf('901', 1))).toBeNull()
  })

  it('cannot be made of a number listed twice', () => {
    expect(() => encodeShard(header, [member('901', 1), member('901', 1)])).toThrow(RangeError)
  })
})
