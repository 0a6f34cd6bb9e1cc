// The walls of the house: who may import whom. A newcomer reads this file, the compiler and this test keep it true.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Room {
  /** Other rooms it may import. */
  readonly rooms: readonly string[]
  /** Packages it may import: exact names; null: any that `package.json` lists. */
  readonly packages: readonly string[] | null
  /** May it import `node:` modules? */
  readonly node: boolean
}

const rooms: Readonly<Record<string, Room>> = {
  shared: { rooms: [], packages: ['zod', 'temporal-polyfill'], node: false },
  drivers: { rooms: ['shared/core'], packages: ['node-hid', 'serialport'], node: true },
  terminal: { rooms: ['shared', 'drivers'], packages: null, node: true },
  electron: { rooms: ['shared', 'terminal'], packages: ['electron'], node: true },
  renderer: { rooms: ['shared', 'drivers/wedge', 'drivers/scanner.ts'], packages: null, node: false },
  hub: { rooms: ['shared'], packages: null, node: true },
}

interface Import {
  readonly file: string
  readonly from: string
}

const files = Object.keys(rooms).flatMap((room) => globSync(`${room}/**/*.{ts,tsx}`))
const imports = files.flatMap((file) => importsOf(file))

/** Static, dynamic and type imports alike. */
function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8')
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"\n]+)['"]/g
  return [...source.matchAll(pattern)].map(([, from = '']) => ({ file: file.replaceAll('\\', '/'), from }))
}

const roomOf = (path: string) => path.split('/')[0] ?? ''
const packageOf = (from: string) =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')

function targetOf({ file, from }: Import): string | null {
  return from.startsWith('.') ? normalize(join(dirname(file), from)).replaceAll('\\', '/') : null
}

const isBuildConfig = (file: string) => file.endsWith('.config.ts')

describe.each(Object.entries(rooms))('%s', (name, room) => {
  const own = imports.filter(({ file }) => roomOf(file) === name && !isBuildConfig(file))

  it('imports only the rooms below it', () => {
    const wrong = own.filter((one) => {
      const target = targetOf(one)
      if (target === null || roomOf(target) === name) return false
      return !room.rooms.some((allowed) => target === allowed || target.startsWith(`${allowed}/`))
    })
    expect(wrong).toEqual([])
  })

  it('imports only its packages', () => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies?: Record<string, string>
      devDependencies?: Record<string, string>
    }
    const listed = new Set(Object.keys({ ...dependencies, ...devDependencies }))
    const wrong = own.filter(({ from }) => {
      if (from.startsWith('.')) return false
      if (from.startsWith('node:')) return !room.node
      return room.packages ? !room.packages.includes(packageOf(from)) : !listed.has(packageOf(from))
    })
    expect(wrong).toEqual([])
  })
})

describe('everywhere', () => {
  it('nothing imports test', () => {
    expect(imports.filter((one) => targetOf(one)?.startsWith('test/'))).toEqual([])
  })

  it("only electron/ imports 'electron', and only in thin files", () => {
    const importers = imports.filter(({ from }) => from === 'electron' || from.startsWith('electron/'))
    expect(importers.filter(({ file }) => roomOf(file) !== 'electron')).toEqual([])
    const long = importers.filter(({ file }) => readFileSync(file, 'utf8').split('\n').length > 120)
    expect(long).toEqual([])
  })

  it('a file says first what lives in it', () => {
    const silent = files.filter(
      (file) => !/^(#!.*\n)?(\/\/ |\/\*\*? )/.test(readFileSync(file, 'utf8')) && !file.endsWith('.d.ts'),
    )
    expect(silent).toEqual([])
  })

  it('there are no default exports outside build configurations', () => {
    const defaults = files.filter(
      (file) => !isBuildConfig(file) && /^export default /m.test(readFileSync(file, 'utf8')),
    )
    expect(defaults).toEqual([])
  })
})

describe('shared', () => {
  it('asks no clock, no chance and no platform', () => {
    const reaches = files
      .filter((file) => roomOf(file) === 'shared')
      .filter((file) =>
        /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bfetch\(|\bTemporal\.Now\b|\bglobalThis\b/.test(
          readFileSync(file, 'utf8').replace(/\/\/.*$/gm, ''),
        ),
      )
    expect(reaches).toEqual([])
  })
})

describe('the drivers', () => {
  it('have never heard of members', () => {
    const gossip = files
      .filter((file) => roomOf(file) === 'drivers')
      .filter((file) =>
        /\b(MemberNumber|memberNumber|roster|Roster|registration|protection)\b/.test(
          readFileSync(file, 'utf8'),
        ),
      )
    expect(gossip).toEqual([])
  })
})
