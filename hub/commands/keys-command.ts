// `hub keys make` and `hub keys rotate ROLE`: the signing keys of the packages, and plain words about where they belong.
import { join } from 'node:path'
import { Argument, Command } from 'commander'
import type { Result } from '../../shared/core/result.ts'
import { type KeyProblem, type MadeKeys, makeKeys, rotateKeys } from '../publish/make-keys.ts'
import { packageRoles } from '../publish/signing-key.ts'
import { defaultDataDir } from './options.ts'

interface KeysOptions {
  readonly data: string
  readonly keys?: string
  readonly json?: boolean
}

export function keysCommand(): Command {
  return new Command('keys')
    .description('Signing keys of the packages')
    .addCommand(
      withOptions(new Command('make'))
        .description('Make the first set of keys and the root that terminals trust')
        .action((options: KeysOptions) => answer(makeKeys(orderOf(options)), options, 'make')),
    )
    .addCommand(
      withOptions(new Command('rotate'))
        .description('Replace the key of one role; two of the three root keys must lie in offline/')
        .addArgument(new Argument('<role>', 'root replaces all three root keys').choices(packageRoles))
        .action((role: (typeof packageRoles)[number], options: KeysOptions) =>
          answer(rotateKeys(role, orderOf(options)), options, 'rotate'),
        ),
    )
}

function withOptions(command: Command): Command {
  return command
    .option('--data <dir>', 'folder of the hub', defaultDataDir)
    .option('--keys <dir>', 'folder of the signing keys (default: keys/ in the folder of the hub)')
    .option('--json', 'one line of JSON')
}

function orderOf({ data, keys = join(data, 'keys') }: KeysOptions) {
  return { dataDir: data, keysDir: keys, now: Date.now() }
}

function answer(made: Result<MadeKeys, KeyProblem>, { json }: KeysOptions, what: 'make' | 'rotate'): void {
  if (json)
    process.stdout.write(
      `${JSON.stringify(made.ok ? { ok: true, ...made.value } : { ok: false, ...made.error })}\n`,
    )
  else if (made.ok) process.stdout.write(describe(made.value, what))
  if (made.ok) return
  process.stderr.write(`${sayProblem(made.error)}\n`)
  process.exitCode = 1
}

function describe({ rootVersion, offline, online }: MadeKeys, what: 'make' | 'rotate'): string {
  const lines = [`root ${rootVersion}`]
  if (offline.length > 0)
    lines.push(
      '请将下列根密钥移出本机，分别交三人离线保管；任意两把可更换密钥 /',
      'take these root keys off this machine, to three people; any two of them can replace keys:',
      ...offline.map((path) => `  ${path}`),
    )
  if (online.length > 0)
    lines.push(
      '日常签名用，留在本机 / stay on this machine, for signing every day:',
      ...online.map((path) => `  ${path}`),
    )
  if (what === 'rotate')
    lines.push(
      '旧密钥文件不再有效，请删除 / key files of the replaced role sign nothing any more: delete them',
    )
  return `${lines.join('\n')}\n`
}

function sayProblem(problem: KeyProblem): string {
  switch (problem.kind) {
    case 'KEYS_EXIST':
      return '密钥已存在；终端信任第一份根证书，不能再做一份 / keys exist already, and terminals trust their root: use hub keys rotate (if no terminal has them yet: delete the folder of keys and packages/metadata)'
    case 'BUSY':
      return '正在发布或更换密钥，请稍候 / somebody is publishing or replacing keys: wait a moment'
    case 'NO_ROOT':
      return '还没有签名密钥，请先运行 hub keys make / there are no keys yet: run hub keys make first'
    case 'BAD_REPOSITORY':
      return `现有数据包无法读取 / the present packages cannot be read (${problem.detail})`
    case 'ROOT_KEYS_MISSING':
      return `offline/ 中只有 ${problem.found} 把有效根密钥，需要 ${problem.needed} 把 / only ${problem.found} root keys lie in offline/, ${problem.needed} must sign`
    case 'KEY_MISSING':
      return `缺少 ${problem.role} 密钥 / the ${problem.role} key is not in the folder of keys`
  }
}
