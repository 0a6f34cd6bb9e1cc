// PGlite's file system with real syncs. PGlite 0.5 runs PostgreSQL with `-F` and its Node file system has no sync at all, so that
// a commit is in the operating system's cache and a power cut takes it. Emscripten asks a stream for `fsync` if it has one: here
// it gets one. `pglite-worker.ts` starts PostgreSQL with `fsync=on`, and `durability.ts` counts whether it was called.
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Init = Parameters<NodeFS['init']>
type Module = Init[1] & { readonly NODEFS?: NodeFsModule }

/** The part of Emscripten's own file system that is used; checked when it is met. */
interface NodeFsModule {
  readonly stream_ops: { fsync?: (stream: Stream) => number }
  realPath(node: unknown): string
}

interface Stream {
  /** Node's file descriptor; folders have none. */
  readonly nfd?: number | null
  readonly node: unknown
}

export class SyncingNodeFS extends NodeFS {
  /** How often something was synced so far. */
  syncs = 0

  override async init(...[pg, options]: Init) {
    const made = await super.init(pg, options)
    const hook = (module: Module): void => this.#hook(module.NODEFS)
    return {
      emscriptenOpts: { ...made.emscriptenOpts, preRun: [...(made.emscriptenOpts.preRun ?? []), hook] },
    }
  }

  #hook(nodeFs: NodeFsModule | undefined): void {
    // Without it nothing breaks, and the self-test at start-up says that this store is not safe.
    if (!nodeFs?.stream_ops) return
    nodeFs.stream_ops.fsync = (stream) => {
      if (typeof stream.nfd === 'number') fsyncSync(stream.nfd)
      else syncFolder(nodeFs.realPath(stream.node))
      this.syncs += 1
      return 0
    }
  }
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return // there is no handle for a folder
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
