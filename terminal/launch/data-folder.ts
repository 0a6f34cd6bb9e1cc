// Where a terminal keeps everything when nobody said otherwise: the place the system has for it.
import envPaths from 'env-paths'

export function defaultDataDir(): string {
  return envPaths('union-card-terminal', { suffix: '' }).data
}
