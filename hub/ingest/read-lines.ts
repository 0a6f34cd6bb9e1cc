// Lines of a stream, one at a time and in constant memory. (node:readline loses lines when something is awaited before its loop.)

/** Far above any event; a file without line ends is not an export. */
const MAX_LINE_CHARS = 4 * 1024 * 1024

/** Without their line ends. Throws what the stream throws, and `LINE_TOO_LONG`. */
export async function* readLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  for await (const chunk of stream) {
    rest += decoder.decode(chunk, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE_CHARS)
      throw Object.assign(new Error('a line is too long'), { code: 'LINE_TOO_LONG' })
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line
  }
  rest += decoder.decode()
  if (rest !== '') yield rest
}
