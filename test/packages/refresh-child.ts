// Takes a set in a process of its own, so that a test can kill it. Says `go` when it begins and `done` when it is through.
import { readFileSync } from 'node:fs'
import { createFolderSource } from '../../terminal/packages/folder-source.ts'
import { openPackageStore } from '../../terminal/packages/package-store.ts'

const [dir = '', fromDir = '', rootFile = ''] = process.argv.slice(2)
const store = openPackageStore({
  dir,
  trustedRoot: readFileSync(rootFile),
  now: Date.now,
  maxCachedRawBytes: 1e8,
})
process.stdout.write('go\n')
const refreshed = await store.refresh(createFolderSource(fromDir))
process.stdout.write(refreshed.ok ? 'done\n' : `${refreshed.error.kind}\n`)
