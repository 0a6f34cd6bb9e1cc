// [PK8] A stop list applies at once and beats the roster; it never adds anybody.
import { expect, it } from 'vitest'
import { day } from '../../shared/core/day.ts'
import { noStops, type StopList, stopListSchema } from '../../shared/packages/stop-list.ts'
import { plan2014 } from '../../shared/registration/plans.ts'
import { judgeCard } from '../../terminal/counter/judge.ts'
import { withStopList } from '../../terminal/packages/stop-list-roster.ts'
import { numberOf } from '../roster/publish.ts'
import { createListedRoster } from '../support/listed-roster.ts'

const NOW = Date.parse('2014-09-10T10:00:00+08:00')
const listOf = (asOf: string, ...numbers: string[]): StopList =>
  stopListSchema.parse({ format: 'union-card-stop-list', version: 1, asOf, numbers })

function setUp() {
  const listed = createListedRoster('2014-09-09')
  let list: StopList | null = noStops
  const roster = withStopList(listed, () => list)
  return {
    listed,
    setList(next: StopList | null) {
      list = next
    },
    find: roster.find,
    card(number = numberOf('901', 1)) {
      const { verdict } = judgeCard({ roster, plan: plan2014, julyGraceDays: 0 }, number, NOW)
      return verdict.kind === 'answer' ? verdict.card : verdict.why
    },
    roster,
  }
}

it('[PK8] a number on the list is STOPPED from the moment the list is there', () => {
  const { listed, setList, card } = setUp()
  listed.add(numberOf('901', 1), {})
  expect(card()).toBe('VALID')
  setList(listOf('2014-09-10', numberOf('901', 1)))
  expect(card()).toBe('STOPPED')
  setList(listOf('2014-09-10', numberOf('901', 2)))
  expect(card()).toBe('VALID')
  setList(null)
  expect(card()).toBe('VALID')
})

it('[PK8] it is stopped from the date of the list, or earlier where its union says so', () => {
  const { listed, setList, find } = setUp()
  listed.add(numberOf('901', 1), {})
  listed.add(numberOf('901', 2), { stoppedOn: day('2014-08-01') })
  listed.add(numberOf('901', 3), { stoppedOn: day('2014-12-01') })
  setList(listOf('2014-09-10', ...[1, 2, 3].map((serial) => numberOf('901', serial))))
  const stoppedOn = [1, 2, 3].map((serial) => {
    const found = find(numberOf('901', serial))
    return found.kind === 'FOUND' ? found.member.membership.stoppedOn : found.kind
  })
  expect(stoppedOn).toEqual(['2014-09-10', '2014-08-01', '2014-09-10'])
})

it('protection goes on: it belongs to the person', () => {
  const { listed, setList, roster } = setUp()
  listed.add(numberOf('901', 1), {})
  const protection = () => {
    const { verdict } = judgeCard({ roster, plan: plan2014, julyGraceDays: 0 }, numberOf('901', 1), NOW)
    return verdict.kind === 'answer' ? verdict.protection.protection : null
  }
  expect(protection()).toBe('IN_FORCE')
  setList(listOf('2014-09-10', numberOf('901', 1)))
  expect(protection()).toBe('IN_FORCE')
})

it('a number that no list holds stays unknown, and a roster that cannot answer stays so', () => {
  const { listed, setList, card } = setUp()
  setList(listOf('2014-09-10', numberOf('901', 1)))
  expect(card()).toBe('UNKNOWN')
  listed.setStatus('MISSING')
  expect(card()).toBe('ROSTER_MISSING')
  listed.setStatus('DAMAGED')
  expect(card()).toBe('ROSTER_DAMAGED')
})
