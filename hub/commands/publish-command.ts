// `hub publish`: makes what lies in the hub's folder the set that terminals fetch, or only vouches for the present one anew.
import { join } from 'node:path'
import { Command } from 'commander'
import { type PublishedSet, type PublishProblem, publishPackages } from '../publish/publish.ts'
import { defaultDataDir } from './options.ts'

export function publishCommand(): Command {
  return new Command('publish')
    .description('Sign and publish roster, plans, holidays, directory, merchants, notices and stop list')
    .option('--heartbeat', 'only a new timestamp: the present set is still good')
    .option('--restored', 'the hub was restored from a backup: leave out the versions it may have forgotten')
    .option('--data <dir>', 'folder of the hub', defaultDataDir)
    .option('--keys <dir>', 'folder of the signing keys (default: keys/ in the folder of the hub)')
    .option('--json', 'one line of JSON')
    .action(({ heartbeat, restored, data, keys = join(data, 'keys'), json }) => {
      const order = {
        dataDir: data,
        keysDir: keys,
        now: Date.now(),
        isHeartbeat: heartbeat === true,
        isRestored: restored === true,
      }
      const published = publishPackages(order)
      if (json) {
        const answer = published.ok ? { ok: true, ...published.value } : { ok: false, ...published.error }
        process.stdout.write(`${JSON.stringify(answer)}\n`)
      } else if (published.ok) process.stdout.write(describe(published.value))
      if (!published.ok) {
        process.stderr.write(
          `${sayProblem(published.error)}\n未发布，现有数据包不变 / nothing was published\n`,
        )
        process.exitCode = 1
      }
    })
}

const whats: Record<PublishedSet['what'], string> = {
  CONTENT: '已发布 / published',
  SIGNATURES: '内容未变，签名已更新 / the same content, signed anew',
  HEARTBEAT: '内容未变，时间戳已更新 / nothing has changed, a new timestamp',
}

function describe({
  what,
  version,
  signedAt,
  goodUntil,
  files,
  newFiles,
  newBytes,
  roster,
}: PublishedSet): string {
  const lines = [
    `${whats[what]}: version ${version}, signed ${signedAt}, good until ${goodUntil}`,
    `${files} files, ${newFiles} new (${newBytes.toLocaleString('en')} bytes)`,
  ]
  if (roster)
    lines.push(
      `roster: ${roster.members.toLocaleString('en')} members, ${roster.oldestAsOf} … ${roster.newestAsOf}`,
    )
  return `${lines.join('\n')}\n`
}

function sayProblem(problem: PublishProblem): string {
  switch (problem.kind) {
    case 'BUSY':
      return '正在发布或更换密钥，请稍候 / somebody is publishing or replacing keys: wait a moment'
    case 'NO_ROOT':
      return '还没有签名密钥，请先运行 hub keys make / there are no keys yet: run hub keys make first'
    case 'NOTHING_PUBLISHED':
      return '还没有发布过 / nothing has been published yet'
    case 'KEY_MISSING':
      return `缺少 ${problem.role} 密钥 / the ${problem.role} key is not in the folder of keys`
    case 'ROOT_ENDED':
      return `根证书已于 ${problem.detail} 到期，请更换 / the root ended on ${problem.detail}: run hub keys rotate root`
    case 'BAD_REPOSITORY':
      return `现有数据包无法读取 / the present packages cannot be read (${problem.detail})`
    case 'BAD_ROSTER':
      return `名册目录有误 / the roster's manifest is wrong (${problem.detail})`
    case 'BAD_DOCUMENTS':
      return problem.documents
        .map(({ path, sentence }) => `文件有误 / wrong document: documents/${path}: ${sentence}`)
        .join('\n')
  }
}
