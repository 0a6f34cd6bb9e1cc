// The built page, read into memory once. A request is looked up by its exact path, so no path can lead out of the folder.
// Knows files and their types, not who may have them.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

export interface PageFile {
  readonly bytes: Buffer<ArrayBuffer>
  readonly contentType: string
  readonly etag: string
  /** Its name changes with its content, so it may be kept for ever. */
  readonly immutable: boolean
}

/** Keyed by URL path: `/` and `/index.html` are the page. */
export type PageFiles = ReadonlyMap<string, PageFile>

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
  '.txt': 'text/plain; charset=utf-8',
}

/** A folder that is not there is a page that was not built: an empty map. */
export function readPageFiles(pageDir: string): PageFiles {
  const files = new Map<string, PageFile>()
  for (const path of filesUnder(pageDir)) {
    const contentType = contentTypes[extname(path)]
    // Source maps and whatever else lies there are not part of the page.
    if (!contentType) continue
    const bytes = readFileSync(path)
    const urlPath = `/${relative(pageDir, path).split(sep).join('/')}`
    files.set(urlPath, {
      bytes,
      contentType,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      immutable: urlPath.startsWith('/assets/'),
    })
  }
  const index = files.get('/index.html')
  if (index) files.set('/', index)
  return files
}

/** Walks by hand: inside a packed shell's archive node's own recursion is not to be relied on. */
function filesUnder(dir: string): string[] {
  return entriesOf(dir).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return filesUnder(path)
    return entry.isFile() ? [path] : []
  })
}

function entriesOf(dir: string) {
  try {
    return readdirSync(dir, { withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
