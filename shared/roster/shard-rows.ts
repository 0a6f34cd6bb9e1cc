// Collects the members of one union, in any order, in growing typed arrays: about 22 bytes a member while a list is read.
// Must not know files or CSV; `encodeRows` in encode-shard.ts makes a shard of it.

/** A member as numbers, for those who make millions of them. Days as in day-number.ts. */
export interface ShardRow {
  /** The member number as a number: prefix × 10⁷ + serial. */
  readonly key: number
  readonly issuedOn: number
  /** Yearly registrations, strictly rising. */
  readonly history: readonly number[]
  readonly maskedName: string
  readonly stoppedOn: number | null
  readonly cancelledOn: number | null
  /** Null: derived from the plan. Empty: none at all. */
  readonly protection: readonly { readonly from: number; readonly to: number }[] | null
}

export interface SparseDay {
  readonly row: number
  readonly on: number
}

export interface SparsePeriods {
  readonly row: number
  readonly periods: readonly { readonly from: number; readonly to: number }[]
}

/** What has been collected. Rows are numbered as they came; the arrays are as long as `length`. */
export interface CollectedRows {
  readonly keys: Float64Array
  readonly issuedOn: Uint16Array
  readonly history: Uint32Array
  readonly nameHead: Uint32Array
  readonly nameTail: Uint32Array
  readonly histories: readonly (readonly number[])[]
  readonly nameHeads: readonly string[]
  readonly nameTails: readonly string[]
  readonly stopped: readonly SparseDay[]
  readonly cancelled: readonly SparseDay[]
  readonly protection: readonly SparsePeriods[]
}

export interface ShardRows {
  readonly length: number
  add(row: ShardRow): void
  collected(): CollectedRows
}

export function createShardRows(expectedRows = 1024): ShardRows {
  let length = 0
  let capacity = Math.max(16, expectedRows)
  let keys = new Float64Array(capacity)
  let issuedOn = new Uint16Array(capacity)
  let history = new Uint32Array(capacity)
  let nameHead = new Uint32Array(capacity)
  let nameTail = new Uint32Array(capacity)
  const histories = createInterned<readonly number[], string>((days) => days.join())
  const heads = createInterned<string, string>((text) => text)
  const tails = createInterned<string, string>((text) => text)
  const stopped: SparseDay[] = []
  const cancelled: SparseDay[] = []
  const protection: SparsePeriods[] = []

  function grow(): void {
    capacity *= 2
    keys = widened(new Float64Array(capacity), keys)
    issuedOn = widened(new Uint16Array(capacity), issuedOn)
    history = widened(new Uint32Array(capacity), history)
    nameHead = widened(new Uint32Array(capacity), nameHead)
    nameTail = widened(new Uint32Array(capacity), nameTail)
  }

  return {
    get length() {
      return length
    },
    add(row) {
      if (length === capacity) grow()
      const cut = row.maskedName.length - lastCharacterLength(row.maskedName)
      keys[length] = row.key
      issuedOn[length] = row.issuedOn
      history[length] = histories.idOf(row.history)
      nameHead[length] = heads.idOf(row.maskedName.slice(0, cut))
      nameTail[length] = tails.idOf(row.maskedName.slice(cut))
      if (row.stoppedOn !== null) stopped.push({ row: length, on: row.stoppedOn })
      if (row.cancelledOn !== null) cancelled.push({ row: length, on: row.cancelledOn })
      if (row.protection !== null) protection.push({ row: length, periods: row.protection })
      length++
    },
    collected: () => ({
      keys: keys.subarray(0, length),
      issuedOn: issuedOn.subarray(0, length),
      history: history.subarray(0, length),
      nameHead: nameHead.subarray(0, length),
      nameTail: nameTail.subarray(0, length),
      histories: histories.values,
      nameHeads: heads.values,
      nameTails: tails.values,
      stopped,
      cancelled,
      protection,
    }),
  }
}

interface Interned<T> {
  readonly values: readonly T[]
  idOf(value: T): number
}

/** Each distinct value once. The value asked before is remembered: lists come in batches. */
function createInterned<T, K>(keyOf: (value: T) => K): Interned<T> {
  const values: T[] = []
  const ids = new Map<K, number>()
  let lastValue: T | undefined
  let lastId = -1
  return {
    values,
    idOf(value) {
      if (value === lastValue) return lastId
      const key = keyOf(value)
      let id = ids.get(key)
      if (id === undefined) {
        id = values.push(value) - 1
        ids.set(key, id)
      }
      lastValue = value
      lastId = id
      return id
    },
  }
}

function widened<A extends Float64Array | Uint16Array | Uint32Array>(wide: A, narrow: A): A {
  wide.set(narrow)
  return wide
}

/** UTF-16 units of the last code point: 2 for 𠮷. */
function lastCharacterLength(text: string): number {
  const last = text.charCodeAt(text.length - 1)
  const before = text.charCodeAt(text.length - 2)
  if (text.length === 0) return 0
  return last >= 0xdc00 && last <= 0xdfff && before >= 0xd800 && before <= 0xdbff ? 2 : 1
}
