// Writing a file so that a cut leaves the old one or the new one, and nothing in between.
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'

/** On the disk under another name first, then one rename. The name itself is safe after `syncFolder`. */
export function writeDurably(path: string, bytes: Uint8Array, mode = 0o666): void {
  const part = `${path}.part`
  const file = openSync(part, 'w', mode)
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(part, path)
}

export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return // there is no handle for a folder
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
