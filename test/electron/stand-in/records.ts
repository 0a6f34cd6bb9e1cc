// What the shell asked of its Electron, for tests to look at: settings that only a real one enforces are at least asserted.

export interface Records {
  windowOptions: Record<string, unknown> | null
  switches: string[]
  schemes: unknown[]
  isSandboxEnabled: boolean
  /** `undefined` would mean that nobody touched it. */
  menu: unknown
  errorBoxes: string[]
  focused: number
  shown: number
  refusedWindows: number
  /** Main-frame or sub-frame navigations that were prevented. */
  preventedNavigations: number
  blockedRequests: number
  /** What Chromium said about content the page's policy refused. */
  policyViolations: string[]
}

export const records: Records = {
  windowOptions: null,
  switches: [],
  schemes: [],
  isSandboxEnabled: false,
  menu: undefined,
  errorBoxes: [],
  focused: 0,
  shown: 0,
  refusedWindows: 0,
  preventedNavigations: 0,
  blockedRequests: 0,
  policyViolations: [],
}
