// Stories of one counter: a card is presented, answered, served. Real journal, steered time.
import { describe, expect, it } from 'vitest'
import type { Screen, TodayRow } from '../../shared/bridge/state.ts'
import { day } from '../../shared/core/day.ts'
import { err } from '../../shared/core/result.ts'
import { openDesk } from '../support/terminal-at-desk.ts'

type ResultScreen = Extract<Screen, { kind: 'result' }>

const MEMBER = '9010000123'

describe('a card is scanned', () => {
  it('is on the disk before it is on the screen', () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, {})
    const atScreen: { kind: string; onDisk: number }[] = []
    desk.terminal.onState(({ screen }) =>
      atScreen.push({ kind: screen.kind, onDisk: desk.journal.lastSeq() }),
    )
    desk.scanner.scan(`]C0${MEMBER}\r`)
    expect(atScreen).toEqual([{ kind: 'result', onDisk: 1 }])
  })

  it('shows both answers, masked, with the list they came from', () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, { union: '902' })
    desk.scanner.scan(MEMBER)
    expect(desk.screen()).toMatchObject({
      kind: 'result',
      person: {
        maskedNumber: '901****123',
        maskedName: '王*明',
        union: { code: '902', name: '演示二局工会' },
        printedUnion: { code: '901', name: '演示一区总工会' },
      },
      verdict: {
        kind: 'answer',
        card: 'VALID',
        validUntil: '2015-06-30',
        protection: { protection: 'IN_FORCE', protectionFrom: '2014-07-01', protectionTo: '2015-06-30' },
        benefits: [
          { id: 'disease', amountFen: 1_000_000 },
          { id: 'accident', amountFen: 3_000_000 },
        ],
        rosterAsOf: '2014-09-09',
      },
      readTwice: false,
      services: [],
    })
    expect(JSON.stringify(desk.terminal.state())).not.toContain(MEMBER)
  })

  it('writes what it was decided with, so that the answer can be derived again', () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER + MEMBER)
    const [visit] = desk.journal.visitsOn(day('2014-09-10'))
    expect(visit).toMatchObject({
      seq: 1,
      at: '2014-09-10T02:00:00.000Z',
      clock: 'OK',
      body: {
        kind: 'check',
        source: 'virtual',
        number: MEMBER,
        readTwice: true,
        member: { maskedName: '王*明', unionCode: '901', membership: { issuedOn: '2014-05-20' } },
        roster: { asOf: '2014-09-09', shardSha256: 'a'.repeat(64) },
        plan: '2014',
        answer: { card: 'VALID', protection: 'IN_FORCE' },
      },
    })
  })

  it('unknown is not invalid, a missing or damaged roster does not judge, and all are recorded', () => {
    const desk = openDesk()
    desk.scanner.scan('9020000001')
    expect((desk.screen() as ResultScreen).verdict).toMatchObject({
      card: 'UNKNOWN',
      rosterAsOf: '2014-09-09',
    })
    for (const [status, why] of [
      ['MISSING', 'ROSTER_MISSING'],
      ['DAMAGED', 'ROSTER_DAMAGED'],
    ] as const) {
      desk.roster.setStatus(status)
      desk.scanner.scan('9020000002')
      expect((desk.screen() as ResultScreen).verdict).toEqual({ kind: 'notJudged', why, rosterAsOf: null })
      desk.clock.advance(10_000)
    }
    expect(desk.journal.lastSeq()).toBe(3)
  })

  it('a clock before the roster refuses to judge but still records, and marks the visit', async () => {
    const desk = openDesk({ now: '2014-09-01T10:00:00+08:00', rosterAsOf: '2014-09-10' })
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER)
    expect((desk.screen() as ResultScreen).verdict).toEqual({
      kind: 'notJudged',
      why: 'CLOCK_BEFORE_ROSTER',
      rosterAsOf: '2014-09-10',
    })
    await desk.call('recordService', { service: 'POLICY' })
    const visits = desk.journal.visitsOn(day('2014-09-01'))
    expect(visits.map(({ clock }) => clock)).toEqual(['BEHIND', 'BEHIND'])
    expect(visits[1]?.body).toMatchObject({ kind: 'service', standing: 'NOT_JUDGED' })
  })

  it('on 1 July with an old list is unconfirmed, never expired', () => {
    const desk = openDesk({ now: '2015-07-01T09:00:00+08:00', rosterAsOf: '2015-06-20' })
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER)
    expect((desk.screen() as ResultScreen).verdict).toMatchObject({
      card: 'UNCONFIRMED',
      protection: { protection: 'UNCONFIRMED' },
      benefits: [],
    })
  })

  it('reminds softly in the window, and says so on its last day', () => {
    const desk = openDesk({ now: '2015-05-01T09:00:00+08:00', rosterAsOf: '2015-05-01' })
    desk.roster.add(MEMBER, {})
    const reminder = () => {
      desk.scanner.scan(MEMBER)
      desk.clock.advance(10_000)
      const { verdict } = desk.screen() as ResultScreen
      return verdict.kind === 'answer' && verdict.reminder
    }
    expect(reminder()).toBe('OPEN')
    desk.clock.jump('2015-06-30T09:00:00+08:00')
    expect(reminder()).toBe('LAST_DAY')
    desk.clock.jump('2015-04-30T09:00:00+08:00')
    desk.roster.setAsOf('2015-04-30')
    expect(reminder()).toBe(null)
  })
})

describe('double reads', () => {
  it('the same scan twice and the same card within 3 s are one event', () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER)
    desk.clock.advance(900)
    desk.scanner.scan(MEMBER)
    expect(desk.journal.lastSeq()).toBe(1)
  })

  it('a card left under a presentation scanner stays one event, however long it lies there', () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, {})
    for (let read = 0; read < 300; read += 1) {
      desk.scanner.scan(MEMBER)
      desk.clock.advance(1000)
    }
    expect(desk.journal.lastSeq()).toBe(1)
  })

  it('over all sources: wedge and scanner seeing one card', async () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER)
    const scanId = '01940000-0000-7000-8000-00000000ffff'
    await desk.call('scan', { scanId, text: MEMBER, agoMs: 5, source: 'wedge' })
    expect(desk.journal.lastSeq()).toBe(1)
  })

  it('counts again after the person is done, and for another card at once', async () => {
    const desk = openDesk()
    desk.scanner.scan(MEMBER)
    await desk.call('clear')
    desk.scanner.scan(MEMBER)
    desk.scanner.scan('9010000124')
    desk.scanner.scan(MEMBER)
    expect(desk.journal.lastSeq()).toBe(4)
  })
})

describe('what is not a card', () => {
  it.each([
    ['6222020200112233445', 'BANK_CARD'],
    ['11010519491231002X', 'ID_NUMBER'],
    ['13812345678', 'PHONE_NUMBER'],
    ['https://example.org/x', 'NOT_A_CARD'],
    ['x'.repeat(3072), 'NOT_A_CARD'],
    ['90100\u00000123', 'NOT_A_CARD'],
    ['90100001239020000123', 'TWO_CARDS'],
    ['90100001', 'WRONG_LENGTH'],
  ])('%# is refused, on no disk and in no log', (text, code) => {
    const desk = openDesk()
    desk.scanner.scan(text)
    expect(desk.screen()).toMatchObject({ kind: 'refusal', code })
    expect(desk.journal.lastSeq()).toBe(0)
    expect(JSON.stringify(desk.terminal.state()) + desk.log.text()).not.toContain(text)
    desk.clock.advance(12_000)
    expect(desk.screen().kind).toBe('idle')
    desk.scanner.scan(MEMBER)
    expect(desk.screen().kind).toBe('result')
  })

  it('a disturbed read says why and looks nobody up', () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER)
    desk.scanner.disturb('INPUT_METHOD')
    expect(desk.screen()).toMatchObject({ kind: 'refusal', code: 'INPUT_METHOD' })
  })
})

describe('typing', () => {
  it('asks before it uses the number, and records only after yes', async () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, {})
    await desk.call('type', { text: '901 0000 123' })
    expect(desk.screen()).toMatchObject({
      kind: 'confirm',
      typedNumber: MEMBER,
      person: { maskedName: '王*明' },
    })
    expect(desk.journal.lastSeq()).toBe(0)
    await desk.call('confirm', { accept: false })
    expect(desk.screen().kind).toBe('idle')
    expect(desk.journal.lastSeq()).toBe(0)
    await desk.call('type', { text: MEMBER })
    await desk.call('confirm', { accept: true })
    expect(desk.screen().kind).toBe('result')
    expect(desk.journal.visitsOn(day('2014-09-10'))[0]?.body).toMatchObject({
      kind: 'check',
      source: 'typed',
    })
  })

  it('a number nobody has is unknown at once', async () => {
    const desk = openDesk()
    await desk.call('type', { text: '9029999999' })
    expect((desk.screen() as ResultScreen).verdict).toMatchObject({ card: 'UNKNOWN' })
  })

  it('cannot be confirmed twice, or after a scan took its place', async () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, {})
    await desk.call('type', { text: MEMBER })
    desk.scanner.scan('9010000777')
    expect(await desk.terminal.call('confirm', { accept: true })).toEqual(err('REFUSED'))
    expect(desk.journal.lastSeq()).toBe(1)
  })
})

describe('services', () => {
  it('are recorded for the card on the screen with its standing, once per key', async () => {
    const desk = openDesk({ now: '2015-08-01T09:00:00+08:00', rosterAsOf: '2015-07-30' })
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER)
    await desk.call('recordService', { service: 'LEGAL' })
    await desk.call('recordService', { service: 'LEGAL' })
    const screen = desk.screen() as ResultScreen
    expect(screen.services).toMatchObject([{ service: 'LEGAL', standing: 'EXPIRED', voided: false }])
    expect(desk.journal.lastSeq()).toBe(2)
    expect(desk.journal.visitsOn(day('2015-08-01'))[1]?.body).toMatchObject({
      kind: 'service',
      service: 'LEGAL',
      checkId: screen.checkId,
    })
    expect(desk.terminal.state().servicesToday).toBe(1)
  })

  it('are recorded without a card as unverified', async () => {
    const desk = openDesk()
    await desk.call('withoutCard')
    await desk.call('recordService', { service: 'EMPLOYMENT' })
    expect(desk.screen()).toMatchObject({
      kind: 'noCard',
      services: [{ service: 'EMPLOYMENT', standing: 'NO_CARD' }],
    })
    expect(desk.journal.visitsOn(day('2014-09-10'))[0]?.body).toMatchObject({
      checkId: null,
      standing: 'NO_CARD',
    })
  })

  it('need a screen to belong to', async () => {
    const desk = openDesk()
    expect(await desk.terminal.call('recordService', { service: 'POLICY' })).toEqual(err('REFUSED'))
    expect(desk.journal.lastSeq()).toBe(0)
  })

  it('are taken back by a record of its own, within the day', async () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER)
    await desk.call('recordService', { service: 'POLICY' })
    const visitId = (desk.screen() as ResultScreen).services[0]?.visitId
    await desk.call('undo', { visitId })
    await desk.call('undo', { visitId })
    expect((desk.screen() as ResultScreen).services).toMatchObject([{ voided: true }])
    expect(desk.terminal.state().servicesToday).toBe(0)
    expect(desk.journal.lastSeq()).toBe(3)
    await desk.call('recordService', { service: 'POLICY' })
    expect(desk.terminal.state().servicesToday).toBe(1)

    const again = (desk.screen() as ResultScreen).services[1]?.visitId
    desk.clock.jump('2014-09-11T00:00:01+08:00')
    expect(await desk.terminal.call('undo', { visitId: again })).toEqual(err('REFUSED'))
  })

  it('list newest first, a check folded into its service, sensitive ones without the person', async () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER)
    await desk.call('recordService', { service: 'POLICY' })
    desk.clock.advance(60_000)
    desk.scanner.scan(MEMBER)
    await desk.call('recordService', { service: 'PSYCHOLOGY' })
    desk.clock.advance(60_000)
    desk.scanner.scan('9019999999')
    const rows = (await desk.call('listToday')) as TodayRow[]
    expect(rows).toMatchObject([
      { what: 'CHECK', standing: 'UNKNOWN', maskedName: null, maskedNumber: '901****999', hidden: false },
      { what: 'PSYCHOLOGY', standing: 'VALID', maskedName: null, maskedNumber: null, hidden: true },
      { what: 'POLICY', standing: 'VALID', maskedName: '王*明', maskedNumber: '901****123', hidden: false },
    ])
  })
})

describe('the question about a day', () => {
  it('is answered for the member on the screen, by the day of the event', async () => {
    const desk = openDesk({ now: '2015-07-20T09:00:00+08:00', rosterAsOf: '2015-07-20' })
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER)
    expect(await desk.call('coveredOn', { on: '2015-06-28' })).toMatchObject({
      on: '2015-06-28',
      protection: 'IN_FORCE',
    })
    expect(await desk.call('coveredOn', { on: '2015-07-01' })).toMatchObject({ protection: 'LAPSED' })
    expect(await desk.terminal.call('coveredOn', { on: '2015-02-30' })).toEqual(err('BAD_CALL'))
    desk.scanner.scan('9029999999')
    expect(await desk.call('coveredOn', { on: '2015-06-28' })).toMatchObject({ protection: 'UNCONFIRMED' })
    await desk.call('clear')
    expect(await desk.terminal.call('coveredOn', { on: '2015-06-28' })).toEqual(err('REFUSED'))
  })
})

describe('time', () => {
  it('clears a result by itself, later after a service', async () => {
    const desk = openDesk()
    desk.scanner.scan(MEMBER)
    expect(desk.terminal.state().clearsAt).toBe(desk.clock.now() + 60_000)
    desk.clock.advance(50_000)
    await desk.call('recordService', { service: 'POLICY' })
    desk.clock.advance(19_999)
    expect(desk.screen().kind).toBe('result')
    desk.clock.advance(1)
    expect(desk.screen().kind).toBe('idle')
  })

  it('makes the roster old, which is a warning and nothing else', async () => {
    const desk = openDesk()
    desk.roster.add(MEMBER, {})
    expect(desk.terminal.state().roster).toMatchObject({ ageDays: 1, isOld: false })
    desk.clock.jump('2014-10-14T10:00:00+08:00')
    desk.scanner.scan(MEMBER)
    expect(desk.terminal.state().roster).toMatchObject({ ageDays: 35, isOld: true })
    expect((desk.screen() as ResultScreen).verdict).toMatchObject({ card: 'VALID' })
  })

  it('starts a new day at midnight in Shanghai', async () => {
    const desk = openDesk({ now: '2014-09-10T23:59:50+08:00' })
    await desk.call('withoutCard')
    await desk.call('recordService', { service: 'POLICY' })
    expect(desk.terminal.state()).toMatchObject({ today: '2014-09-10', servicesToday: 1 })
    desk.clock.advance(60_000)
    expect(desk.terminal.state()).toMatchObject({ today: '2014-09-11', servicesToday: 0 })
  })
})

describe('a disk that fails', () => {
  it('shows no result that was not recorded, and counts the card when it is read again', async () => {
    let isFull = true
    const desk = openDesk({
      journal: (real) => ({ ...real, append: (draft) => (isFull ? err('DISK_FULL') : real.append(draft)) }),
    })
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER)
    expect(desk.screen()).toMatchObject({ kind: 'fault', code: 'DISK_FULL' })
    expect(desk.terminal.state().clearsAt).toBeNull()
    isFull = false
    desk.scanner.scan(MEMBER)
    expect(desk.screen().kind).toBe('result')
  })

  it('keeps the person on the screen when a service could not be written', async () => {
    let isFull = false
    const desk = openDesk({
      journal: (real) => ({ ...real, append: (draft) => (isFull ? err('DISK_FULL') : real.append(draft)) }),
    })
    desk.roster.add(MEMBER, {})
    desk.scanner.scan(MEMBER)
    isFull = true
    await desk.call('recordService', { service: 'POLICY' })
    expect(desk.screen().kind).toBe('fault')
    await desk.call('clear')
    expect(desk.screen()).toMatchObject({ kind: 'result', services: [] })
    isFull = false
    await desk.call('recordService', { service: 'POLICY' })
    expect(desk.screen()).toMatchObject({ services: [{ service: 'POLICY' }] })
    expect(desk.log.text()).toContain('DISK_FULL')
    expect(desk.log.text()).not.toContain(MEMBER)
  })
})

describe('calls from outside', () => {
  it.each([
    ['nonsense', {}],
    ['toString', {}],
    ['scan', { text: MEMBER }],
    ['scan', { scanId: 'x', text: MEMBER, agoMs: 0, source: 'wedge' }],
    ['type', { text: 'x'.repeat(257) }],
    ['recordService', { service: 'DENTIST' }],
    ['undo', { visitId: "'; DROP TABLE visit; --" }],
    ['clear', { extra: true }],
    ['clear', null],
  ])('%s %# that do not fit are refused', async (method, params) => {
    const desk = openDesk()
    expect(await desk.terminal.call(method, params)).toEqual(err('BAD_CALL'))
  })

  it('demo calls do nothing on a live terminal', async () => {
    const desk = openDesk()
    expect(await desk.terminal.call('demoSetDay', { on: null })).toEqual(err('REFUSED'))
    expect(await desk.terminal.call('demoCodes', {})).toEqual(err('REFUSED'))
  })
})
