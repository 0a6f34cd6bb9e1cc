// Which Chromium the tests use: the system's, else the one that comes with npm. Runs once, in the global set-up.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Puts the browser into `TEST_CHROMIUM` (and `TEST_CHROMIUM_LIBS`); says on stderr what it found. */
export async function findChromium(): Promise<void> {
  if (process.env.TEST_CHROMIUM) return
  const system = systemPaths.find((path) => existsSync(path))
  if (system) process.env.TEST_CHROMIUM = system
  else await unpackFromNpm()
}

async function unpackFromNpm(): Promise<void> {
  try {
    const { default: packed, inflate } = await import('@sparticuz/chromium')
    const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin')
    process.env.TEST_CHROMIUM = await packed.executablePath()
    // Libraries that a bare Debian does not have.
    await inflate(join(bin, 'al2023.tar.br'))
    process.env.TEST_CHROMIUM_LIBS = join(tmpdir(), 'al2023', 'lib')
    // A bare Debian has no font at all, and a page that needs one takes the browser down.
    process.env.FONTCONFIG_PATH ??= join(tmpdir(), 'fonts')
  } catch (error) {
    process.stderr.write(`No Chromium: browser tests are skipped (${String(error)})\n`)
  }
}
