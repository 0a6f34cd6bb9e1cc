// The visit store in memory keeps the contract, and goes back in time on demand.
import { expect, it } from 'vitest'
import { fileBatch } from '../../hub/ingest/file-batch.ts'
import { createMemoryVisitStore } from '../../hub/ingest/memory-visit-store.ts'
import { createChainOfVisits, sha256, terminalA } from './chain-of-visits.ts'
import { visitStoreContract } from './visit-store.contract.ts'

visitStoreContract('in memory', async () => createMemoryVisitStore())

it('[VS8] a restored hub gives a lower watermark and takes the visits again', async () => {
  const store = createMemoryVisitStore()
  const deps = { store, sha256, personOf: sha256, now: () => 0 }
  const chain = createChainOfVisits()
  chain.serve('9010000001', 'POLICY')
  await fileBatch(deps, terminalA, { events: chain.events() })
  const yesterday = store.snapshot()
  chain.serve('9010000002', 'POLICY')
  await fileBatch(deps, terminalA, { events: chain.events() })
  expect((await store.chainOf(terminalA)).ackSeq).toBe(4)
  for (const again of [1, 2]) {
    store.restore(yesterday)
    expect((await store.chainOf(terminalA)).ackSeq, `restored ${again} times`).toBe(2)
    expect((await fileBatch(deps, terminalA, { events: chain.events().slice(2) })).ackSeq).toBe(4)
  }
})
