// A disk whose power can be cut: what PGlite wrote and did not sync is taken back, as a machine without its operating system's
// cache would find it. Names and sizes of files are taken to be safe; contents are only after a sync.
import {
  closeSync,
  cpSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { SyncingNodeFS } from '../../hub/db/syncing-node-fs.ts'

interface Written {
  readonly path: string
  readonly position: number
  /** What was there before; shorter than what was written where the file grew. */
  readonly before: Buffer
  readonly sizeBefore: number
}

interface Stream {
  readonly nfd?: number
  readonly node: unknown
  readonly position: number
}

interface StreamOps {
  write(stream: Stream, buffer: unknown, offset: number, length: number, position: number): number
  fsync?(stream: Stream): number
}

export class PowerCutFS extends SyncingNodeFS {
  #unsynced: Written[] = []
  readonly #dir: string

  constructor(dir: string) {
    super(dir)
    this.#dir = dir
  }

  override async init(...args: Parameters<SyncingNodeFS['init']>) {
    const made = await super.init(...args)
    const watch = (module: object): void => this.#watch(module)
    return { emscriptenOpts: { ...made.emscriptenOpts, preRun: [...made.emscriptenOpts.preRun, watch] } }
  }

  #watch(module: object): void {
    const { NODEFS } = module as { NODEFS: { stream_ops: StreamOps; realPath(node: unknown): string } }
    const ops = NODEFS.stream_ops
    const { write } = ops
    let isWatched = false
    ops.write = (stream, buffer, offset, length, position) => {
      if (!isWatched) this.#watchSyncs(ops, NODEFS.realPath)
      isWatched = true
      if (stream.nfd !== undefined) this.#remember(NODEFS.realPath(stream.node), length, position)
      return write(stream, buffer, offset, length, position)
    }
  }

  #watchSyncs(ops: StreamOps, realPath: (node: unknown) => string): void {
    const { fsync } = ops
    if (!fsync) return
    ops.fsync = (stream) => {
      const result = fsync(stream)
      const path = realPath(stream.node)
      this.#unsynced = this.#unsynced.filter((written) => written.path !== path)
      return result
    }
  }

  #remember(path: string, length: number, position: number): void {
    const file = openSync(path, 'r')
    const sizeBefore = fstatSync(file).size
    const before = Buffer.alloc(Math.max(0, Math.min(length, sizeBefore - position)))
    if (before.length > 0) readSync(file, before, 0, before.length, position)
    closeSync(file)
    this.#unsynced.push({ path, position, before, sizeBefore })
  }

  /** Everything written so far is safe, as after a long while. */
  settle(): void {
    this.#unsynced = []
  }

  /** Writes what would be found after a power cut at this moment into another folder. */
  cutInto(dir: string): void {
    cpSync(this.#dir, dir, { recursive: true })
    rmSync(join(dir, 'postmaster.pid'), { force: true })
    for (const { path, position, before, sizeBefore } of this.#unsynced.toReversed()) {
      const copy = join(dir, relative(this.#dir, path))
      // Removed or renamed since: a file that must last is synced before it gets its name.
      if (!existsSync(copy)) continue
      const file = openSync(copy, 'r+')
      writeSync(file, before, 0, before.length, position)
      // A file that grew keeps its size and holds zeros: what disks really do.
      ftruncateSync(file, Math.max(sizeBefore, position + before.length))
      closeSync(file)
    }
  }
}
