// The office of a hub that runs: the same orders over its admin API, shown the token that lies in the data folder.
import type { z } from 'zod'
import { monthReportSchema } from '../report/month-report.ts'
import { verificationSchema } from '../verify/verify-terminal.ts'
import { importedVisitsSchema, issuedCodeSchema, type Office, terminalLineSchema } from './office.ts'

/** `address` as the running hub wrote it, e.g. `http://127.0.0.1:8620`. Orders reject when the hub does not do them. */
export function createRemoteOffice(address: string, adminToken: string): Office {
  async function ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response> {
    return fetch(new URL(`/admin/api/${path}`, address), {
      method,
      headers: {
        authorization: `Bearer ${adminToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  async function read<S extends z.ZodType>(schema: S, response: Response): Promise<z.infer<S>> {
    const json: unknown = await response.json()
    if (response.ok) return schema.parse(json)
    throw new Error(`the running hub answered ${response.status}`)
  }

  const isDone = async (path: string) => {
    const response = await ask('POST', path)
    if (!response.ok) throw new Error(`the running hub answered ${response.status}`)
    return ((await response.json()) as { done: boolean }).done
  }

  return {
    async terminals() {
      const response = await ask('GET', 'terminals')
      const { terminals } = (await response.json()) as { terminals: unknown }
      return terminalLineSchema.array().parse(terminals)
    },
    enrol: async (order) => read(issuedCodeSchema, await ask('POST', 'enrolments', order)),
    revoke: (terminal) => isDone(`terminals/${terminal}/revoke`),
    async verify(terminal) {
      const response = await ask('GET', `terminals/${terminal}/verification`)
      return response.status === 404 ? null : read(verificationSchema, response)
    },
    month: async (month) => read(monthReportSchema, await ask('GET', `months/${month}`)),
    lockMonth: (month) => isDone(`months/${month}/lock`),
    importEvents: async (events) => read(importedVisitsSchema, await ask('POST', 'visits', { events })),
    close: async () => {},
  }
}
