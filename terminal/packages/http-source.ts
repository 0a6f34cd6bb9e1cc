// Packages over HTTP, from a hub or a cache before it. Resumes by range; a server that ignores ranges is understood too.
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import { breakCode, type OpenedFile, type PackageSource } from './package-source.ts'

export interface HttpSourceOptions {
  /** Folder of the packages, e.g. `https://hub.example/packages`. */
  readonly baseUrl: string
  /** Longest silence: before the answer, and between two pieces of a body. */
  readonly maxSilenceMs?: number
}

export function createHttpSource({ baseUrl, maxSilenceMs = 30_000 }: HttpSourceOptions): PackageSource {
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`
  return {
    judgedBy: 'CLOCK',
    async open(path, from): Promise<Result<OpenedFile | null, PackageProblem>> {
      const patience = createPatience(maxSilenceMs)
      try {
        const response = await fetch(new URL(path, base), {
          // Compressed bodies have no byte positions.
          headers: { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${from}-` } : {}) },
          signal: patience.signal,
        })
        if (response.ok && response.body)
          return ok({ startsAt: startOf(response), chunks: chunksOf(response.body, patience) })
        patience.end()
        await response.body?.cancel()
        if (response.status === 404 || response.status === 403 || response.status === 410) return ok(null)
        // What is here is longer than what is there: let the reader begin anew.
        if (response.status === 416 && from > 0) return ok({ startsAt: 0, chunks: nothing() })
        return err({ kind: 'UNREACHABLE', detail: `${path}: HTTP ${response.status}` })
      } catch (error) {
        patience.end()
        return err({ kind: 'UNREACHABLE', detail: `${path}: ${breakCode(error)}` })
      }
    },
  }
}

function startOf(response: Response): number {
  if (response.status !== 206) return 0
  return Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? 0)
}

interface Patience {
  readonly signal: AbortSignal
  renew(): void
  end(): void
}

/** Aborts after a silence. Never keeps the process alive by itself. */
function createPatience(maxSilenceMs: number): Patience {
  const controller = new AbortController()
  const begin = () => setTimeout(() => controller.abort(new Error('silent')), maxSilenceMs)
  let timer = begin()
  return {
    signal: controller.signal,
    renew() {
      clearTimeout(timer)
      timer = begin()
    },
    end: () => clearTimeout(timer),
  }
}

async function* chunksOf(body: ReadableStream<Uint8Array>, patience: Patience): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      patience.renew()
      yield chunk
    }
  } finally {
    patience.end()
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
