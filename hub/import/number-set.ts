// Which numbers have been seen: sixteen bytes a number where a Set of a million numbers takes five times as much.

export interface NumberSet {
  /** False: it was there already. */
  add(key: number): boolean
}

export function createNumberSet(): NumberSet {
  let slots = new Float64Array(1024)
  let size = 0

  function place(key: number): boolean {
    let at = hash(key) & (slots.length - 1)
    while (slots[at] !== 0) {
      if (slots[at] === key) return false
      at = (at + 1) & (slots.length - 1)
    }
    slots[at] = key
    return true
  }

  return {
    add(key) {
      if (size * 2 >= slots.length) {
        const before = slots
        slots = new Float64Array(before.length * 2)
        for (const known of before) if (known !== 0) place(known)
      }
      const isNew = place(key + 1) // zero is an empty slot
      if (isNew) size++
      return isNew
    },
  }
}

/** Neighbouring numbers far apart: lists come in order. */
function hash(key: number): number {
  const mixed = Math.imul((key % 2 ** 32) ^ (key / 2 ** 32), 0x9e3779b1)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
