// `npm run bench [NAME…]`: runs the benchmarks beside this file one after another, each in a process of its own.
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'

const support = new Set(['run', 'measure'])
const wanted = process.argv.slice(2)
const all = globSync('*.ts', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.ts'))
  .filter((name) => !support.has(name))
  .sort()

for (const name of all.filter((one) => wanted.length === 0 || wanted.includes(one))) {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}
