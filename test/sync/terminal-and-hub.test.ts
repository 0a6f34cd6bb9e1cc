// The real terminal and the real hub, over files, SQLite, HTTP and an embedded database: a scan arrives, the hub goes away and comes
// back, a revoked terminal keeps its journal.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { TerminalState } from '../../shared/bridge/state.ts'
import { openTerminal } from '../../terminal/open-terminal.ts'
import type { Terminal } from '../../terminal/terminal.ts'
import { createLogLines } from '../host/support/log-lines.ts'
import { facility, type RunningServer } from '../hub-server/running-server.ts'
import { issueA, issueB } from '../roster/publish.ts'
import { enrolledFolder, publishIssue, type RosterIssue, runPublishingServer } from './enrolled-folder.ts'

let server: RunningServer
let network: Awaited<ReturnType<typeof openNetwork>>
beforeAll(async () => {
  server = await runPublishingServer()
  network = await openNetwork(Number(new URL(server.address).port))
})
afterAll(async () => {
  await network.close()
  await server.close()
})

/** A cable to the hub that can be pulled. */
async function openNetwork(port: number) {
  let isPlugged = true
  const sockets = new Set<Socket>()
  const cable = createServer((near) => {
    if (!isPlugged) return near.destroy()
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => sockets.delete(socket))
    }
    near.pipe(far).pipe(near)
    return near
  })
  await new Promise<void>((resolve) => cable.listen(0, '127.0.0.1', resolve))
  return {
    hubUrl: `http://127.0.0.1:${(cable.address() as AddressInfo).port}`,
    pull() {
      isPlugged = false
      for (const socket of sockets) socket.destroy()
    },
    plug() {
      isPlugged = true
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => cable.close(resolve))
    },
  }
}

async function open(data: string): Promise<Terminal> {
  const opened = await openTerminal({ dataDir: data, log: createLogLines().log, onProgress: () => {} })
  if (!opened.ok) throw new Error(opened.error.kind)
  onTestFinished(() => opened.value.close())
  return opened.value
}

/** Resolves with the first state that is so. */
function until(terminal: Terminal, isSo: (state: TerminalState) => boolean): Promise<TerminalState> {
  const now = terminal.state()
  if (isSo(now)) return Promise.resolve(now)
  return new Promise((resolve) => {
    const stop = terminal.onState((state) => {
      if (!isSo(state)) return
      stop()
      resolve(state)
    })
  })
}

const scan = (terminal: Terminal, text: string) =>
  terminal.call('scan', { scanId: randomUUID(), text, agoMs: 0, source: 'wedge' })

async function seqsAtHub(terminal: string): Promise<number[]> {
  const seqs: number[] = []
  for await (const { seq } of server.hub.store.visitsOf(terminal)) seqs.push(seq)
  return seqs
}

describe('a terminal and its hub', () => {
  it('a visit is on the way by itself, and the light and the queue say so', async () => {
    const { data, id } = await enrolledFolder(server, network.hubUrl)
    const terminal = await open(data)
    expect(terminal.state().facility).toEqual(facility)
    await until(terminal, ({ network }) => network === 'ONLINE')
    await scan(terminal, '9010000123')
    await terminal.call('recordService', { service: 'LEGAL' })
    expect(terminal.state().queued).toBe(2)
    await until(terminal, ({ queued }) => queued === 0)
    expect(await seqsAtHub(id)).toEqual([1, 2])
    expect(await server.office.verify(id)).toMatchObject({ isComplete: true, missing: [], differences: [] })
  })

  it('a week offline, then both directions: visits up, the newer roster down', async () => {
    const { data, id } = await enrolledFolder(server, network.hubUrl)
    const asOf = ({ lists }: RosterIssue) =>
      lists
        .map((list) => list.asOf)
        .sort()
        .at(-1)
    const before = await open(data)
    await until(before, ({ roster }) => roster.asOf === asOf(issueA))
    await before.close()

    network.pull()
    const offline = await open(data)
    for (const text of ['9010000123', '9020000001', '9030000007']) await scan(offline, text)
    expect(offline.state()).toMatchObject({ network: 'OFFLINE', queued: 3, roster: { asOf: asOf(issueA) } })
    await offline.close()
    await publishIssue(server, issueB)

    network.plug()
    const after = await open(data)
    await until(after, ({ queued, network, roster }) => {
      return queued === 0 && network === 'ONLINE' && roster.asOf === asOf(issueB)
    })
    expect(await seqsAtHub(id)).toEqual([1, 2, 3])
  })

  it('a hub that goes away in the middle of the day changes nothing but the light and the queue', async () => {
    const { data, id } = await enrolledFolder(server, network.hubUrl)
    const terminal = await open(data)
    await until(terminal, ({ network }) => network === 'ONLINE')
    network.pull()
    await scan(terminal, '9010000123')
    await until(terminal, ({ network }) => network === 'OFFLINE')
    await scan(terminal, '9020000001')
    expect(terminal.state()).toMatchObject({ queued: 2, screen: { kind: 'result' } })
    network.plug()
    await until(terminal, ({ queued }) => queued === 0)
    expect(await seqsAtHub(id)).toEqual([1, 2])
  })

  it('[EN6] revoked: roster and packages go, the journal stays and can still be exported', async () => {
    const { data, id } = await enrolledFolder(server, network.hubUrl)
    const terminal = await open(data)
    await until(terminal, ({ network }) => network === 'ONLINE')
    await server.hub.enrolment.revoke(id)
    await scan(terminal, '9010000124')
    await until(terminal, ({ network }) => network === 'OFFLINE')
    expect(existsSync(join(data, 'packages'))).toBe(false)
    expect(existsSync(join(data, 'journal.db'))).toBe(true)
    await scan(terminal, '9010000125')
    expect(terminal.state()).toMatchObject({ queued: 2, screen: { kind: 'result' } })
  })
})
