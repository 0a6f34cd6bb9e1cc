// Starts the real electron/main.ts in a process of its own, over the stand-in, with a remote control.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Records } from './stand-in/records.ts'
import type { Wish } from './stand-in/remote.ts'

export interface Shell {
  readonly child: ChildProcess
  /** Runs an expression in the page. */
  evaluate(code: string): Promise<unknown>
  wish(wish: Wish): Promise<unknown>
  records(): Promise<Records>
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>
}

export interface ShellOptions {
  readonly appDir: string
  readonly dataDir: string
  readonly isPackaged?: boolean
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export function startShell({ appDir, dataDir, isPackaged = false }: ShellOptions): Shell {
  const hooks = new URL('stand-in/hooks.ts', import.meta.url).href
  const child = spawn(
    process.execPath,
    ['--import', hooks, here('../../electron/main.ts'), '--data', dataDir],
    {
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      env: { ...process.env, STAND_IN_APP_DIR: appDir, STAND_IN_PACKAGED: isPackaged ? '1' : '0' },
    },
  )
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }))

  const answers = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let lastId = 0
  child.on('message', ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
    const answer = answers.get(id)
    answers.delete(id)
    if (error === undefined) answer?.resolve(value)
    else answer?.reject(new Error(error))
  })
  let death: Error | null = null
  void ended.then((end) => {
    death = new Error(`the shell ended (${end.code}): ${end.stderr}`)
    for (const { reject } of answers.values()) reject(death)
  })

  const wish = (wanted: Wish) =>
    new Promise<unknown>((resolve, reject) => {
      if (death) throw death
      const id = ++lastId
      answers.set(id, { resolve, reject })
      child.send({ id, wish: wanted })
    })
  return {
    child,
    wish,
    evaluate: (code) => wish({ kind: 'evaluate', code }),
    records: async () => (await wish({ kind: 'records' })) as Records,
    ended,
  }
}
