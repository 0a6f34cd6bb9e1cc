// The wire between screen and terminal: JSON frames over one `Link`, the same over Electron IPC and over a loopback socket.
import { z } from 'zod'
import { terminalStateSchema } from './state.ts'

export const callFrameSchema = z.strictObject({
  type: z.literal('call'),
  id: z.int().min(1),
  method: z.string().max(64),
  params: z.unknown(),
})
export type CallFrame = z.infer<typeof callFrameSchema>

/** `BAD_CALL` unknown method or params that do not fit · `REFUSED` not possible on the present screen · `BROKEN` a bug, logged. */
export const faultCodes = ['BAD_CALL', 'REFUSED', 'BROKEN'] as const
export type FaultCode = (typeof faultCodes)[number]

export const terminalFrameSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('reply'), id: z.int(), result: z.unknown() }),
  z.strictObject({ type: z.literal('fault'), id: z.int(), code: z.enum(faultCodes) }),
  z.strictObject({ type: z.literal('state'), state: terminalStateSchema }),
])
export type TerminalFrame = z.infer<typeof terminalFrameSchema>

/** Longest frame the terminal accepts from a screen, in UTF-16 units. A 3 KB code fits, an attack does not. */
export const MAX_FRAME_LENGTH = 64 * 1024
