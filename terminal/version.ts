// The version of this program, as it is reported to the hub. The same as in package.json: test/sync/version.test.ts holds it.

export const TERMINAL_VERSION = '0.1.0'
