// A data folder of a provisioned terminal without a roster: the real thing, up in an instant.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export function makeLiveDataFolder(dir: string): string {
  mkdirSync(dir, { recursive: true })
  const facility = { id: 'TEST', name: '测试中心', nameEn: 'Test centre' }
  writeFileSync(join(dir, 'settings.json'), JSON.stringify({ facility }))
  return dir
}
