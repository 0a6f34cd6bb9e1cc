// The options of `npm start`.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../../shared/core/result.ts'

export interface StartOptions {
  readonly dataDir: string
  /** Undefined: the default. */
  readonly port: number | undefined
  /** Open a window, where there is a display. */
  readonly open: boolean
}

export function parseStartOptions(
  args: readonly string[],
  defaultDataDir: string,
): Result<StartOptions, 'USAGE'> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { data: { type: 'string' }, port: { type: 'string' }, open: { type: 'boolean' } },
      allowNegative: true,
    })
    const port = values.port === undefined ? undefined : Number(values.port)
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) return err('USAGE')
    const dataDir = values.data === undefined ? defaultDataDir : resolve(values.data)
    return ok({ dataDir, port, open: values.open ?? true })
  } catch {
    return err('USAGE')
  }
}
