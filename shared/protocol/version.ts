// The version of the wire, and its history. A change of any schema beside this file is a new version with a line here.

export const PROTOCOL_VERSION = 1

export const PROTOCOL_HEADER = 'card-protocol'

export const protocolHistory = [
  { version: 1, on: '2026-11-24', what: 'enrolment, tokens, visits by batch, status, packages by TUF' },
] as const
