// Notices that a device node is gone. The `serialport` package notices a hang-up only while it waits for bytes: when the plug is
// pulled in the middle of a read, the system answers every further read with nothing, and the package reads for ever.
import { statSync } from 'node:fs'

/** How often the node is looked at while a port is open, in milliseconds. One `stat`; nothing is enumerated. */
const LOOK_MS = 1000

/** Calls once when the node at `path` is gone or is another one. Returns the way to stop. */
export function watchNode(path: string, onGone: () => void): () => void {
  // Windows names ports without a node, and reports a pulled plug by itself.
  const node = process.platform === 'win32' ? undefined : nodeAt(path)
  if (node === undefined) return () => {}
  const timer = setInterval(() => {
    if (nodeAt(path) === node) return
    clearInterval(timer)
    onGone()
  }, LOOK_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** Device and inode: a replugged device is another node, also under the same name. */
function nodeAt(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  return found && `${found.rdev} ${found.ino}`
}
