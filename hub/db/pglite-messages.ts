// What the hub and the thread with its database say to each other.

export type ToDatabase =
  | {
      readonly kind: 'query'
      readonly id: number
      readonly sql: string
      readonly parameters: readonly unknown[]
    }
  /** How often files were synced so far. */
  | { readonly kind: 'syncs'; readonly id: number }
  | { readonly kind: 'close'; readonly id: number }

export type FromDatabase =
  | { readonly kind: 'ready' }
  | { readonly kind: 'not-opened'; readonly detail: string }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly code: string | null }

export interface QueryResult {
  readonly rows: unknown[]
  readonly affectedRows: number | undefined
  readonly command: string | undefined
}
