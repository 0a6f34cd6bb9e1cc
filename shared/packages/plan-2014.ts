// The leaflet's plan with its examples: what a hub publishes until it is given newer plans.
import { plan2014 } from '../registration/plans.ts'
import { type PlanDocument, planDocumentSchema } from './plan-document.ts'

const member = (issuedOn: string, ...registeredOn: string[]) => ({
  issuedOn,
  registeredOn,
  cancelledOn: null,
  stoppedOn: null,
})

const question = (id: string, about: string, day: string) => ({
  id,
  about,
  plan: '2014',
  rosterAsOf: day,
  now: `${day}T12:00:00+08:00`,
  on: day,
})

export const plan2014Document: PlanDocument = planDocumentSchema.parse({
  ...plan2014,
  examples: [
    {
      ...question('P1', 'issued in the first half: valid at once, protected from 1 July', '2014-05-20'),
      member: member('2014-05-20'),
      expect: {
        card: 'VALID',
        validUntil: '2015-06-30',
        protection: 'PENDING',
        protectionFrom: '2014-07-01',
        protectionTo: '2015-06-30',
      },
    },
    {
      ...question('P2', 'first day of protection', '2014-07-01'),
      member: member('2014-05-20'),
      expect: { card: 'VALID', protection: 'IN_FORCE', protectionTo: '2015-06-30' },
    },
    {
      ...question('P3', 'issued in the second half: half a year from 1 January', '2014-09-10'),
      member: member('2014-09-10'),
      expect: { protection: 'PENDING', protectionFrom: '2015-01-01', protectionTo: '2015-06-30' },
    },
    {
      ...question('P4', 'last day of protection', '2015-06-30'),
      member: member('2014-09-10'),
      expect: { card: 'VALID', protection: 'IN_FORCE', protectionTo: '2015-06-30' },
    },
    {
      ...question('P5', 'registered in the window: covered without a break', '2015-06-10'),
      member: member('2014-05-20', '2015-06-10'),
      expect: {
        protection: 'IN_FORCE',
        protectionTo: '2015-06-30',
        nextProtectionFrom: '2015-07-01',
        nextProtectionTo: '2016-06-30',
      },
    },
    {
      ...question('P6', 'not registered again: ended with June', '2015-07-05'),
      member: member('2014-05-20'),
      expect: { card: 'EXPIRED', protection: 'LAPSED', protectionTo: '2015-06-30' },
    },
    {
      ...question(
        'P7',
        'registered late: the card is valid, the protection is not for us to say',
        '2015-09-10',
      ),
      member: member('2014-05-20', '2015-09-01'),
      expect: { card: 'VALID', protection: 'UNCONFIRMED', flags: ['REG_LATE'] },
    },
    {
      ...question('P8', 'not in the roster', '2014-09-10'),
      member: null,
      expect: { card: 'UNKNOWN', protection: 'UNCONFIRMED' },
    },
  ],
})
