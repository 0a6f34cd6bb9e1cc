// The cheapest way to give things that are limited to those that want them: a minimum-cost flow. Exact, integer, deterministic.
// Must not know offers, tickets or money.

export interface Edge {
  readonly from: number
  readonly to: number
  /** `Infinity` is allowed. */
  readonly capacity: number
  /** Per unit; negative is a gain. */
  readonly cost: number
}

/** How much flows over each edge when everything flows from `source` to `sink` that lowers the cost. The edges form no circle. */
export function cheapestFlow(
  nodes: number,
  edges: readonly Edge[],
  source: number,
  sink: number,
): readonly number[] {
  const flow = edges.map(() => 0)
  for (;;) {
    const path = cheapestPath(nodes, edges, flow, source, sink)
    if (!path) return flow
    const amount = path.reduce(
      (least, step) => Math.min(least, roomOn(edges, flow, step)),
      Number.POSITIVE_INFINITY,
    )
    for (const { edge, back } of path) flow[edge] = (flow[edge] ?? 0) + (back ? -amount : amount)
  }
}

interface PathStep {
  readonly edge: number
  /** Against the edge: takes back what was given before. */
  readonly back: boolean
}

function roomOn(edges: readonly Edge[], flow: readonly number[], { edge, back }: PathStep): number {
  return back ? (flow[edge] ?? 0) : (edges[edge]?.capacity ?? 0) - (flow[edge] ?? 0)
}

/** Bellman–Ford over what is left; null: no path lowers the cost any more. */
function cheapestPath(
  nodes: number,
  edges: readonly Edge[],
  flow: readonly number[],
  source: number,
  sink: number,
): PathStep[] | null {
  const cost = new Array<number>(nodes).fill(Number.POSITIVE_INFINITY)
  const reachedBy = new Array<PathStep | null>(nodes).fill(null)
  cost[source] = 0
  let changed = true
  // By index and without objects: this is the one loop that a large sale feels.
  const reach = (start: number, end: number, price: number, edge: number, back: boolean) => {
    const reached = (cost[start] ?? 0) + price
    if (reached >= (cost[end] ?? 0)) return
    cost[end] = reached
    reachedBy[end] = { edge, back }
    changed = true
  }
  while (changed) {
    changed = false
    for (let edge = 0; edge < edges.length; edge += 1) {
      const one = edges[edge]
      const flowing = flow[edge] ?? 0
      if (!one) continue
      if (one.capacity > flowing) reach(one.from, one.to, one.cost, edge, false)
      if (flowing > 0) reach(one.to, one.from, -one.cost, edge, true)
    }
  }
  if (!((cost[sink] ?? 0) < 0)) return null
  const path: PathStep[] = []
  for (let step = reachedBy[sink]; step; ) {
    path.unshift(step)
    const { from, to } = edges[step.edge] ?? { from: source, to: source }
    step = reachedBy[step.back ? to : from] ?? null
  }
  return path
}
