// Imports a set in a process of its own, so that a test can kill it. Says `go` when it begins and `done` when it is through.
import { openRosterStore } from '../../terminal/roster/roster-store.ts'

const [dir = '', fromDir = ''] = process.argv.slice(2)
const store = openRosterStore({ dir, maxCachedRawBytes: 1e8 })
process.stdout.write('go\n')
const imported = await store.importRoster(fromDir)
process.stdout.write(imported.ok ? 'done\n' : `${imported.error.kind}\n`)
