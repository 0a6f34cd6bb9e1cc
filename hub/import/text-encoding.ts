// Which encoding a text file is in: UTF-8 when every byte agrees, else GB18030 (which holds GBK and GB2312). Never a guess from
// a sample: the file is read once for this, a chunk at a time.
import { createReadStream } from 'node:fs'
import iconv from 'iconv-lite'
import { err, ok, type Result } from '../../shared/core/result.ts'

export type TextEncoding = 'utf-8' | 'gb18030'

/** `NOT_TEXT` zero bytes: a spreadsheet, or UTF-16 · `WRONG_ENCODING` neither of the two. */
export type EncodingProblem = 'NOT_TEXT' | 'WRONG_ENCODING'

export async function detectEncoding(path: string): Promise<Result<TextEncoding, EncodingProblem>> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const gb18030 = iconv.getDecoder('gb18030')
  let isUtf8 = true
  let isGb18030 = true
  for await (const chunk of createReadStream(path)) {
    if (chunk.includes(0)) return err('NOT_TEXT')
    isUtf8 = isUtf8 && decodes(() => utf8.decode(chunk, { stream: true }))
    // Only needed once UTF-8 is out; until then its decoder must still see every byte to keep its place.
    isGb18030 = isGb18030 && !gb18030.write(chunk).includes('\ufffd')
    if (!isUtf8 && !isGb18030) return err('WRONG_ENCODING')
  }
  if (isUtf8 && decodes(() => utf8.decode())) return ok('utf-8')
  return isGb18030 && !gb18030.end()?.includes('\ufffd') ? ok('gb18030') : err('WRONG_ENCODING')
}

/** The text of a file, without the mark some programs put at its start. */
export async function* readText(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding)
  let isStart = true
  for await (const chunk of createReadStream(path)) {
    const text = decoder.write(chunk)
    if (text === '') continue
    yield isStart && text.startsWith('\ufeff') ? text.slice(1) : text
    isStart = false
  }
  const rest = decoder.end()
  if (rest) yield rest
}

function decodes(attempt: () => string): boolean {
  try {
    attempt()
    return true
  } catch {
    return false
  }
}
