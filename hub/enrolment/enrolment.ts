// How terminals become known and stay so: codes, device keys, tokens, revocation (EN1–EN7). Knows no HTTP.
import type { Kysely, Transaction } from 'kysely'
import { err, ok, type Result } from '../../shared/core/result.ts'
import {
  ENROLMENT_BARCODE_PREFIX,
  type EnrolReply,
  type EnrolRequest,
  enrolmentText,
  type TokenReply,
  type TokenRequest,
  tokenText,
} from '../../shared/protocol/enrolment.ts'
import type { Tables } from '../db/tables.ts'
import { formatCode, hashSecret, newCode, newToken } from './codes.ts'
import { isSignedBy } from './device-signature.ts'

export interface EnrolmentDeps {
  readonly db: Kysely<Tables>
  readonly now: () => number
  /** The newest root of the package set, as it was signed; null: nothing is published yet. */
  readonly readRoot: () => string | null
  readonly tokenLifetimeMs?: number
}

export interface CodeOrder {
  readonly facility: { readonly id: string; readonly name: string; readonly nameEn: string }
  readonly lifetimeMs?: number
  /** Lets this known terminal come back with another device key (EN3). */
  readonly terminal?: string
}

export interface IssuedCode {
  /** In two groups, for people. */
  readonly code: string
  /** For the terminal's own scanner (EN7). */
  readonly barcodeText: string
  readonly endsAt: string
}

/** `STALE` its time is not the hub's (EN5) · `BAD_TOKEN` no such terminal, or not its key · `NOT_YET` nothing is published. */
export type EnrolRefusal = 'NO_SUCH_CODE' | 'BAD_TOKEN' | 'STALE' | 'NOT_YET'

export interface Enrolment {
  issueCode(order: CodeOrder): Promise<IssuedCode>
  enrol(request: EnrolRequest): Promise<Result<EnrolReply, EnrolRefusal>>
  renewToken(request: TokenRequest): Promise<Result<TokenReply, 'BAD_TOKEN' | 'STALE' | 'REVOKED'>>
  /** Who speaks, by a bearer token. */
  terminalOf(token: string): Promise<Result<string, 'BAD_TOKEN' | 'REVOKED'>>
  /** False: no such terminal. */
  revoke(terminal: string): Promise<boolean>
}

const HOUR_MS = 3_600_000
const CODE_LIFETIME_MS = 24 * HOUR_MS
/** Both ways around the hub's clock (EN5). */
const SIGNATURE_GOOD_MS = 5 * 60_000

export function createEnrolment(deps: EnrolmentDeps): Enrolment {
  const { db, now, readRoot, tokenLifetimeMs = HOUR_MS } = deps
  const isStale = (at: string) => Math.abs(Date.parse(at) - now()) > SIGNATURE_GOOD_MS

  async function giveToken(tx: Transaction<Tables>, terminal: string): Promise<TokenReply> {
    const token = newToken()
    const endsAt = new Date(now() + tokenLifetimeMs)
    await tx
      .deleteFrom('token')
      .where('terminal', '=', terminal)
      .where('ends_at', '<', new Date(now() - HOUR_MS))
      .execute()
    await tx
      .insertInto('token')
      .values({ token_hash: hashSecret(token), terminal, ends_at: endsAt })
      .execute()
    return { token, tokenEndsAt: endsAt.toISOString(), hubTime: new Date(now()).toISOString() }
  }

  return {
    async issueCode({ facility, lifetimeMs = CODE_LIFETIME_MS, terminal }) {
      const code = newCode()
      const endsAt = new Date(now() + lifetimeMs)
      await db
        .insertInto('enrolment_code')
        .values({
          code_hash: hashSecret(code),
          facility_id: facility.id,
          facility_name: facility.name,
          facility_name_en: facility.nameEn,
          for_terminal: terminal ?? null,
          created_at: new Date(now()),
          ends_at: endsAt,
          used_at: null,
          used_by: null,
        })
        .execute()
      return {
        code: formatCode(code),
        barcodeText: ENROLMENT_BARCODE_PREFIX + code,
        endsAt: endsAt.toISOString(),
      }
    },

    async enrol(request) {
      const { code, publicKey, signature, version } = request
      const terminal = request.terminal.toLowerCase()
      if (isStale(request.at)) return err('STALE')
      if (!isSignedBy(publicKey, enrolmentText(request), signature)) return err('BAD_TOKEN')
      const root = readRoot()
      if (root === null) return err('NOT_YET')
      return db.transaction().execute(async (tx): Promise<Result<EnrolReply, EnrolRefusal>> => {
        const known = await tx
          .selectFrom('terminal')
          .select('public_key')
          .where('id', '=', terminal)
          .forUpdate()
          .executeTakeFirst()
        const isOtherKey = known !== undefined && known.public_key !== publicKey
        // One statement: of two requests with the same code one gets it (EN1).
        const used = await tx
          .updateTable('enrolment_code')
          .set({ used_at: new Date(now()), used_by: terminal })
          .where('code_hash', '=', hashSecret(code))
          .where('used_at', 'is', null)
          .where('ends_at', '>', new Date(now()))
          .where((any) =>
            isOtherKey
              ? any('for_terminal', '=', terminal)
              : any.or([any('for_terminal', 'is', null), any('for_terminal', '=', terminal)]),
          )
          .returningAll()
          .executeTakeFirst()
        if (!used) return err('NO_SUCH_CODE')
        const facts = {
          facility_id: used.facility_id,
          facility_name: used.facility_name,
          facility_name_en: used.facility_name_en,
          public_key: publicKey,
          version,
          enrolled_at: new Date(now()),
          revoked_at: null,
          last_contact_at: new Date(now()),
        }
        await tx
          .insertInto('terminal')
          .values({ id: terminal, status: null, ...facts })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(facts))
          .execute()
        // Tokens that were given to another key end with it.
        if (isOtherKey) await tx.deleteFrom('token').where('terminal', '=', terminal).execute()
        const facility = { id: used.facility_id, name: used.facility_name, nameEn: used.facility_name_en }
        return ok({ facility, root, ...(await giveToken(tx, terminal)) })
      })
    },

    async renewToken(request) {
      const terminal = request.terminal.toLowerCase()
      if (isStale(request.at)) return err('STALE')
      const known = await db
        .selectFrom('terminal')
        .select(['public_key', 'revoked_at'])
        .where('id', '=', terminal)
        .executeTakeFirst()
      if (!known || !isSignedBy(known.public_key, tokenText(request), request.signature))
        return err('BAD_TOKEN')
      if (known.revoked_at !== null) return err('REVOKED')
      return ok(await db.transaction().execute((tx) => giveToken(tx, terminal)))
    },

    async terminalOf(token) {
      const found = await db
        .selectFrom('token')
        .innerJoin('terminal', 'terminal.id', 'token.terminal')
        .select(['terminal.id', 'terminal.revoked_at', 'token.ends_at'])
        .where('token_hash', '=', hashSecret(token))
        .executeTakeFirst()
      if (!found) return err('BAD_TOKEN')
      if (found.revoked_at !== null) return err('REVOKED')
      return found.ends_at.getTime() > now() ? ok(found.id) : err('BAD_TOKEN')
    },

    async revoke(terminal) {
      const revoked = await db
        .updateTable('terminal')
        .set({ revoked_at: new Date(now()) })
        .where('id', '=', terminal.toLowerCase())
        .returning('id')
        .executeTakeFirst()
      return revoked !== undefined
    },
  }
}
