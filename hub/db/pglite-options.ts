// How the embedded database is started so that a commit is on the disk. PGlite's own parameters hold `-F`, which turns every sync off.
import { PGlite } from '@electric-sql/pglite'

export const pgliteOptions = {
  startParams: PGlite.defaultStartParams.filter((param) => param !== '-F'),
  postgresqlconf: ['fsync=on', 'wal_sync_method=fsync', 'synchronous_commit=on', 'full_page_writes=on'],
}
