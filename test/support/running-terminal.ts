// The real headless terminal in a process of its own, and a screen connected to it over the real socket: for stories that kill it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'
import { terminalFrameSchema } from '../../shared/bridge/frames.ts'
import type { TerminalState } from '../../shared/bridge/state.ts'

export interface RunningTerminal {
  readonly process: ChildProcess
  /** The address it printed, with its token. */
  readonly url: string
  /** What it said on stderr so far. */
  stderr(): string
  /** Kills it the hard way and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to stop and waits. */
  stop(): Promise<void>
}

/** Null: it ended without printing an address; `onExit` gets its exit code. */
export async function runTerminal(
  dataDir: string,
  options: { readonly wrap?: (command: string[]) => string[]; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<RunningTerminal | { readonly exitCode: number | null; readonly stderr: string }> {
  const plain = [process.execPath, 'terminal/cli.ts', 'headless', '--data', dataDir, '--port', '0']
  const [command = '', ...args] = options.wrap?.(plain) ?? plain
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: options.env ?? process.env })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const closed = once(child, 'close')
  const lines = createInterface({ input: child.stdout })
  const address = new Promise<string>((resolve) => lines.once('line', resolve))
  const url = await Promise.race([address, closed.then(() => null)])
  if (url === null) return { exitCode: child.exitCode, stderr }
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await closed
  }
  return { process: child, url, stderr: () => stderr, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

export interface ConnectedScreen {
  /** Every state in the order it came. */
  readonly states: TerminalState[]
  onState(listener: (state: TerminalState) => void): void
  /** Sends a call without waiting for its answer. */
  send(method: string, params: unknown): void
  /** Resolves with the reply's result, rejects with the fault's code. */
  call(method: string, params: unknown): Promise<unknown>
  close(): void
}

export async function connectScreen(url: string): Promise<ConnectedScreen> {
  const { origin } = new URL(url)
  const entered = await fetch(url, { redirect: 'manual' })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/link`, { headers: { cookie }, origin })
  const states: TerminalState[] = []
  const listeners = new Set<(state: TerminalState) => void>()
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0
  socket.on('message', (bytes) => {
    const frame = terminalFrameSchema.parse(JSON.parse(String(bytes)))
    if (frame.type === 'state') {
      states.push(frame.state)
      for (const listener of listeners) listener(frame.state)
      return
    }
    const call = waiting.get(frame.id)
    waiting.delete(frame.id)
    if (frame.type === 'reply') call?.resolve(frame.result)
    else call?.reject(new Error(frame.code))
  })
  socket.on('error', () => {})
  await once(socket, 'open')
  const send = (method: string, params: unknown): number => {
    lastId += 1
    if (socket.readyState === socket.OPEN)
      socket.send(JSON.stringify({ type: 'call', id: lastId, method, params }))
    return lastId
  }
  return {
    states,
    onState: (listener) => void listeners.add(listener),
    send: (method, params) => void send(method, params),
    call: (method, params) =>
      new Promise((resolve, reject) => waiting.set(send(method, params), { resolve, reject })),
    close: () => socket.close(),
  }
}
