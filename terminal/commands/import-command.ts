// `terminal import DIR`: brings signed packages in from a folder or a stick, or, where the settings allow it, a roster that nobody
// has signed. The set in use serves until the new one is complete.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { METADATA_FOLDER } from '../../shared/packages/package-paths.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import { en } from '../../shared/words/en.ts'
import { fill } from '../../shared/words/words.ts'
import { zhCN } from '../../shared/words/zh-CN.ts'
import { createFolderSource } from '../packages/folder-source.ts'
import { PACKAGES_DIR } from '../packages/open-packages.ts'
import { openPackageStore } from '../packages/package-store.ts'
import { TRUSTED_ROOT_FILE } from '../sync/enrolment-files.ts'
import {
  complain,
  type DataFolder,
  type DataOption,
  dataFolderOf,
  fail,
  print,
  withDataOption,
} from './command-context.ts'
import { ownRosterOf } from './roster-of.ts'

interface ImportOptions extends DataOption {
  readonly json?: boolean
}

export function addImportCommand(program: Command): void {
  withDataOption(program.command('import'))
    .description(
      'import signed packages, or where it is allowed an unsigned roster, from a folder or a stick',
    )
    .argument('<dir>', 'folder with metadata/ and targets/, or with manifest.json and files/')
    .option('--json', 'for programs')
    .action(importFolder)
}

async function importFolder(from: string, options: ImportOptions): Promise<void> {
  const folder = dataFolderOf(options)
  if (!folder) return
  mkdirSync(folder.dir, { recursive: true, mode: 0o700 })
  const signedDir = [from, join(from, PACKAGES_DIR)].find((dir) => existsSync(join(dir, METADATA_FOLDER)))
  if (signedDir !== undefined) await importSigned(signedDir, folder, options)
  else if (folder.settings.demo || folder.settings.allowUnsigned) await importUnsigned(from, folder, options)
  else refuse('UNSIGNED', from)
}

async function importSigned(
  from: string,
  { dir, settings }: DataFolder,
  { json }: ImportOptions,
): Promise<void> {
  const rootPath = join(dir, TRUSTED_ROOT_FILE)
  if (!existsSync(rootPath)) {
    fail(
      `本机没有可信根证书（${TRUSTED_ROOT_FILE}），未导入 / this terminal has no root to trust: enrol it, or put the publisher's 1.root.json into its data folder as ${TRUSTED_ROOT_FILE}`,
    )
    return
  }
  let said = ''
  const store = openPackageStore({
    dir: join(dir, PACKAGES_DIR),
    trustedRoot: readFileSync(rootPath),
    now: Date.now,
    maxCachedRawBytes: settings.rosterCacheMiB * 1024 * 1024,
    onDamage: ({ kind }) => complain(`packages: ${kind}`),
    onChange() {
      const { progress } = store.status()
      if (!progress) return
      const tenth = Math.floor((10 * progress.done) / Math.max(1, progress.total)) * 10
      const line = `${zhCN.packages.step[progress.step]} / ${en.packages.step[progress.step]} ${tenth} %`
      if (line !== said) complain(line)
      said = line
    },
  })
  const refreshed = await store.refresh(createFolderSource(from))
  if (!refreshed.ok) {
    refuse(refreshed.error.kind, refreshed.error.detail)
    return
  }
  const { what, set } = refreshed.value
  const { version, signedOn, index } = set
  if (json) print(JSON.stringify({ what, version, signedOn, roster: index.roster }))
  else {
    const values = { version, signedOn }
    print(`${zhCN.packages.done[what]}：${fill(zhCN.packages.version, values)}`)
    print(`${en.packages.done[what]}: ${fill(en.packages.version, values)}`)
    if (index.roster)
      print(
        `${index.roster.members} members, lists as of ${index.roster.oldestAsOf} … ${index.roster.newestAsOf}`,
      )
  }
}

function refuse(kind: PackageProblem['kind'] | 'UNSIGNED', detail: string): void {
  fail(`${kind}: ${zhCN.packages.problem[kind]} / ${en.packages.problem[kind]} (${detail})`)
  complain(`${zhCN.packages.stays} / ${en.packages.stays}`)
}

async function importUnsigned(from: string, folder: DataFolder, { json }: ImportOptions): Promise<void> {
  const why = folder.settings.demo ? '演示模式 / demo mode' : 'allowUnsigned'
  complain(`这份名册没有签名，因${why}而接受 / this roster is not signed; taken because of ${why}`)
  const imported = await ownRosterOf(folder).importRoster(from, (done, total) => {
    if (done === total || done % 10 === 0) complain(`${done}/${total} files`)
  })
  if (!imported.ok) {
    fail(`not imported, the present roster stays: ${imported.error.kind} ${imported.error.detail}`)
    return
  }
  const { members, oldestAsOf, newestAsOf } = imported.value
  if (json) print(JSON.stringify(imported.value))
  else print(`${members} members, lists as of ${oldestAsOf} … ${newestAsOf}`)
}
