// What every client of a hub must do, over the fake hub and over HTTP to the real server.
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { enrolmentText, tokenText } from '../../shared/protocol/enrolment.ts'
import { visitToEvent } from '../../shared/protocol/visit-event.ts'
import { type DeviceKey, deviceKeyOf } from '../../terminal/sync/device-key.ts'
import type { HubClient } from '../../terminal/sync/hub-client.ts'
import { createMemoryJournal, createSimulatedDisk } from '../journal/memory-journal.ts'
import { checkDraft } from '../support/visit-drafts.ts'
import { newPrivateKey } from './terminal-side.ts'

export interface HubUnderTest {
  readonly client: HubClient
  /** By the hub's clock. */
  now(): number
  /** A good code. */
  newCode(): Promise<string>
  revoke(terminal: string): Promise<void>
  readonly facilityId: string
  readonly root: string
}

export function hubClientContract(name: string, prepare: () => HubUnderTest): void {
  const VERSION = '1.0.0'

  function newTerminal() {
    const journal = createMemoryJournal({ disk: createSimulatedDisk(), newId: randomUUID })
    for (let count = 0; count < 3; count += 1) journal.append(checkDraft(randomUUID, journal.terminal))
    const { terminal } = journal
    return {
      terminal,
      deviceKey: deviceKeyOf(newPrivateKey()),
      events: journal.above(0, 500).map(visitToEvent),
    }
  }

  async function enrol(hub: HubUnderTest, terminal: string, deviceKey: DeviceKey, code: string) {
    const { publicKey } = deviceKey
    const unsigned = { code, terminal, publicKey, at: new Date(hub.now()).toISOString(), version: VERSION }
    return hub.client.enrol({ ...unsigned, signature: deviceKey.sign(enrolmentText(unsigned)) })
  }

  async function enrolled() {
    const hub = prepare()
    const terminal = newTerminal()
    const reply = await enrol(hub, terminal.terminal, terminal.deviceKey, await hub.newCode())
    if (!reply.ok) throw new Error(JSON.stringify(reply.error))
    const { facility, root, token } = reply.value
    return { hub, ...terminal, facility, root, token }
  }

  function tokenRequest(terminal: string, deviceKey: DeviceKey, at: number) {
    const unsigned = { terminal, at: new Date(at).toISOString() }
    return { ...unsigned, signature: deviceKey.sign(tokenText(unsigned)) }
  }

  describe(name, () => {
    it('[EN1] a good code brings facility, trusted root and a token', async () => {
      const { hub, facility, root, token } = await enrolled()
      expect(facility.id).toBe(hub.facilityId)
      expect(root).toBe(hub.root)
      expect(token).not.toBe('')
    })

    it('[EN1] a code nobody gave is refused, by name', async () => {
      const hub = prepare()
      const { terminal, deviceKey } = newTerminal()
      const reply = await enrol(hub, terminal, deviceKey, 'ZZZZZZZZZZ')
      expect(reply).toMatchObject({
        ok: false,
        error: { kind: 'REFUSED', status: 404, code: 'NO_SUCH_CODE' },
      })
    })

    it('[EN4] the device key brings a new token, and the old one stays good', async () => {
      const { hub, terminal, deviceKey, token, events } = await enrolled()
      const renewed = await hub.client.renewToken(tokenRequest(terminal, deviceKey, hub.now()))
      expect(renewed.ok && renewed.value.token).not.toBe(token)
      expect((await hub.client.sendVisits(token, { terminal, events: [...events] })).ok).toBe(true)
    })

    it('[EN5] a time that is not the hub time is refused with the hub time', async () => {
      const { hub, terminal, deviceKey } = await enrolled()
      const reply = await hub.client.renewToken(tokenRequest(terminal, deviceKey, hub.now() - 3_600_000))
      expect(reply).toMatchObject({
        ok: false,
        error: { kind: 'REFUSED', status: 401, code: 'BAD_TOKEN', hubTime: hub.now() },
      })
    })

    it('[VS3] visits are answered by id, once ACCEPTED and then DUPLICATE, with the watermark', async () => {
      const { hub, terminal, token, events } = await enrolled()
      const first = await hub.client.sendVisits(token, { terminal, events: events.slice(0, 2) })
      const again = await hub.client.sendVisits(token, { terminal, events: [...events] })
      expect(first.ok && first.value.ackSeq).toBe(2)
      expect(again.ok && again.value.ackSeq).toBe(3)
      const outcomes = new Map(again.ok ? again.value.replies.map(({ id, outcome }) => [id, outcome]) : [])
      expect(events.map(({ id }) => outcomes.get(id))).toEqual(['DUPLICATE', 'DUPLICATE', 'ACCEPTED'])
    })

    it('[OB5] a token the hub did not give is refused', async () => {
      const { hub, terminal, events } = await enrolled()
      const reply = await hub.client.sendVisits('nonsense', { terminal, events: [...events] })
      expect(reply).toMatchObject({ ok: false, error: { kind: 'REFUSED', status: 401, code: 'BAD_TOKEN' } })
    })

    it('[OB6] a report is answered with the watermark', async () => {
      const { hub, terminal, token, events } = await enrolled()
      await hub.client.sendVisits(token, { terminal, events: [...events] })
      const reply = await hub.client.report(token, {
        terminal,
        at: new Date(hub.now()).toISOString(),
        version: VERSION,
        lastSeq: 3,
        queued: 0,
        heldOut: 0,
        clock: 'OK',
        rosterAsOf: null,
        packageVersion: null,
      })
      expect(reply).toMatchObject({ ok: true, value: { ackSeq: 3 } })
    })

    it('[EN6] a revoked terminal is told so', async () => {
      const { hub, terminal, token, events } = await enrolled()
      await hub.revoke(terminal)
      const reply = await hub.client.sendVisits(token, { terminal, events: [...events] })
      expect(reply).toMatchObject({ ok: false, error: { kind: 'REFUSED', status: 403, code: 'REVOKED' } })
    })
  })
}
