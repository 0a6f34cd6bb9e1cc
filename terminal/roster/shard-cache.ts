// Open shards, the one asked longest ago dropped first when they hold more memory than allowed. A lookup comes by here every
// time, so being asked costs one number written and nothing else.
import type { Shard } from '../../shared/roster/open-shard.ts'

/** The place of one file, whether its shard is open or not. Sets that name the same file share it. */
export interface ShardPlace {
  shard: Shard | null
  /** Found damaged: read and reported once. */
  isDamaged: boolean
  /** Rises with every lookup. */
  askedAt: number
}

export interface ShardCache {
  placeOf(sha256: string): ShardPlace
  /** The shard, if it is open. */
  ask(place: ShardPlace): Shard | null
  /** Keeps a shard that was just opened; it stays even when it alone is larger than the limit. */
  keep(place: ShardPlace, shard: Shard): void
  /** After an import a damaged file may be whole again, and files of older sets are not asked any more. */
  renew(inUse: ReadonlySet<string>): void
}

export function createShardCache(maxBytes: number): ShardCache {
  const places = new Map<string, ShardPlace>()
  let heldBytes = 0
  let asked = 0

  function drop(place: ShardPlace): void {
    heldBytes -= place.shard?.heldBytes ?? 0
    place.shard = null
  }

  return {
    placeOf(sha256) {
      let place = places.get(sha256)
      if (!place) {
        place = { shard: null, isDamaged: false, askedAt: 0 }
        places.set(sha256, place)
      }
      return place
    },
    ask(place) {
      place.askedAt = ++asked
      return place.shard
    },
    keep(place, shard) {
      place.shard = shard
      heldBytes += shard.heldBytes
      if (heldBytes <= maxBytes) return
      const open = [...places.values()].filter((other) => other.shard && other !== place)
      for (const oldest of open.sort((a, b) => a.askedAt - b.askedAt)) {
        drop(oldest)
        if (heldBytes <= maxBytes) return
      }
    },
    renew(inUse) {
      for (const [sha256, place] of places) {
        place.isDamaged = false
        if (inUse.has(sha256)) continue
        drop(place)
        places.delete(sha256)
      }
    },
  }
}
