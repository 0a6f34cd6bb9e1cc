// Runs the real headless terminal over the folders in its arguments: a process of its own, so that it can be stopped and killed.
import { headless } from '../../../terminal/headless.ts'

const [dataDir = '', pageDir = '', breaks = ''] = process.argv.slice(2)
const running = await headless({ dataDir, pageDir, port: 0 })
// A bug somewhere, later.
if (running && breaks === 'breaks') setImmediate(() => Promise.reject(new Error('bug near 9010000123')))
