// An order in which everything comes after what it depends on. Knows nothing of offers but that they name each other.

export type Dependencies = ReadonlyMap<string, readonly string[]>

/** Ids in the order of the map where it is free; or a circle, `[a, b, a]`. Names that are not in the map are left out. */
export function dependencyOrder(
  dependencies: Dependencies,
): { readonly order: readonly string[] } | { readonly cycle: readonly string[] } {
  const order: string[] = []
  const done = new Set<string>()
  const path: string[] = []

  const visit = (id: string): readonly string[] | null => {
    if (done.has(id)) return null
    const before = path.indexOf(id)
    if (before !== -1) return [...path.slice(before), id]
    path.push(id)
    for (const other of dependencies.get(id) ?? []) {
      const cycle = dependencies.has(other) ? visit(other) : null
      if (cycle) return cycle
    }
    path.pop()
    done.add(id)
    order.push(id)
    return null
  }

  for (const id of dependencies.keys()) {
    const cycle = visit(id)
    if (cycle) return { cycle }
  }
  return { order }
}
