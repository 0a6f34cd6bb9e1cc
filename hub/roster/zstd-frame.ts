// One zstd frame with content checksum, as every roster file is published.
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdDecompressSync } from 'node:zlib'

const compress = promisify(zstdCompress)

/** Measured in docs/roster-format.md: beyond this level hours of the publisher buy nothing. */
const LEVEL = 12

export function packFrame(raw: Uint8Array): Promise<Uint8Array> {
  return compress(raw, {
    params: {
      [constants.ZSTD_c_compressionLevel]: LEVEL,
      [constants.ZSTD_c_checksumFlag]: 1,
    },
    pledgedSrcSize: raw.length,
  })
}

export function unpackFrame(packed: Uint8Array, rawBytes: number): Uint8Array {
  return zstdDecompressSync(packed, { maxOutputLength: rawBytes, chunkSize: Math.max(64, rawBytes) })
}
