// Open shards, the least recently asked dropped first when they hold more memory than allowed.
import type { Shard } from '../../shared/roster/open-shard.ts'

export interface ShardCache {
  get(sha256: string): Shard | undefined
  put(sha256: string, shard: Shard): void
}

/** The shard put last always stays, even when it alone is larger than the limit. */
export function createShardCache(maxBytes: number): ShardCache {
  // A Map keeps insertion order: the first key is the one asked longest ago.
  const shards = new Map<string, Shard>()
  let heldBytes = 0
  let latest: string | null = null
  return {
    get(sha256) {
      const shard = shards.get(sha256)
      if (shard && sha256 !== latest) {
        shards.delete(sha256)
        shards.set(sha256, shard)
        latest = sha256
      }
      return shard
    },
    put(sha256, shard) {
      shards.set(sha256, shard)
      latest = sha256
      heldBytes += shard.heldBytes
      for (const [oldest, { heldBytes: freed }] of shards) {
        if (heldBytes <= maxBytes || oldest === sha256) break
        shards.delete(oldest)
        heldBytes -= freed
      }
    },
  }
}
