import { hash, randomBytes, randomInt } from 'node:crypto'
import type { PairingProgress, PendingPairing } from '@wallboard/relay/rest/pairing'
import type { Db } from '../storage/database.ts'
import type { Sealing } from '../storage/sealing.ts'
import { newPairingCode, readPairingCode } from './pairing-code.ts'
import { codeToEvict } from './pairing-eviction.ts'

/** The screen that requests a code, as the person who approves it sees it. */
export interface PairingDevice {
  readonly address: string
  /** What limits count by: the IPv4 address, or the /64 of an IPv6 address. */
  readonly network: string
  readonly browser: string
  readonly width: number
  readonly height: number
}

/** A new code. */
export interface PairingCode {
  /** For the screen's cookie. */
  readonly secret: string
  /** For the screen to show. */
  readonly code: string
  /** Address of the request that was dropped because too many were pending. */
  readonly evictedAddress: string | undefined
}

/** State of a pairing, with the display token once the code is approved. */
export interface PairingStatus {
  readonly progress: PairingProgress
  readonly displayToken?: string
}

/** Screens that wait to be paired. A code may be requested, approved and polled on different nodes. */
export interface Pairings {
  /** When the maximum number of requests is pending, the oldest one of the network with the most is dropped. */
  readonly requestCode: (device: PairingDevice) => Promise<PairingCode>
  /** Undefined for an unknown secret. The display token is returned once, and the pairing ends with it. */
  readonly status: (secret: string | undefined) => Promise<PairingStatus | undefined>
  readonly find: (code: string) => Promise<PendingPairing | undefined>
  /** Uses up a code: its screen receives the token with its next status request. False when no screen shows the code. */
  readonly approve: (code: string, displayToken: string) => Promise<boolean>
  /** Removes expired requests. */
  readonly sweep: () => Promise<void>
}

const validMs = 10 * 60_000
const pollEveryMs = 2_000

const hashOf = (secret: string): string => hash('sha256', secret)

/**
 * The device flow of RFC 8628: a secret for the device, a short code for the person, one use, ten minutes.
 * @param deps.now epoch milliseconds of a clock that does not step while this process runs; all nodes share it
 * @param deps.wall the wall clock, for the instants that people see
 * @param deps.sealing seals display tokens between approval and pick-up
 */
export function createPairings(deps: {
  readonly db: Db
  readonly sealing: Sealing
  readonly now: () => number
  readonly wall: () => number
  /** Requests that may be pending, about a thousand; tests lower it. */
  readonly maxPending?: number
}): Pairings {
  const { db, sealing, now, maxPending = 1_000 } = deps
  const table = () => db.selectFrom('pairings')
  const toWallClock = (at: number) => at - now() + deps.wall()

  const withCode = (typed: string) =>
    table()
      .selectAll()
      .where('code', '=', readPairingCode(typed))
      .where('token', 'is', null)
      .where('expires_at', '>', now())
      .executeTakeFirst()

  async function sweep(): Promise<void> {
    await db.deleteFrom('pairings').where('expires_at', '<=', now()).execute()
  }

  /** Drops one request when the maximum is reached, and returns its address. */
  async function evict(network: string): Promise<string | undefined> {
    const count = async () => {
      const { pending } = await table()
        .select(({ fn }) => fn.countAll().as('pending'))
        .executeTakeFirstOrThrow()
      return Number(pending)
    }
    if ((await count()) < maxPending) return undefined
    await sweep()
    if ((await count()) < maxPending) return undefined
    const pending = await table()
      .select(['secret_hash as secretHash', 'network', 'address', 'token'])
      .orderBy('requested_at')
      .orderBy('secret_hash')
      .execute()
    const evicted = codeToEvict(pending, network)
    if (evicted === undefined) return undefined
    await db.deleteFrom('pairings').where('secret_hash', '=', evicted.secretHash).execute()
    return evicted.address
  }

  /** Stores a request; false when another screen shows the code. */
  async function add(secretHash: string, code: string, device: PairingDevice): Promise<boolean> {
    const { network, address, browser, width, height } = device
    const requestedAt = now()
    const { numInsertedOrUpdatedRows = 0n } = await db
      .insertInto('pairings')
      .values({
        ...{ secret_hash: secretHash, code, network, address, browser, width, height, token: null },
        ...{ requested_at: requestedAt, expires_at: requestedAt + validMs },
      })
      .onConflict((conflict) => conflict.column('code').doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows > 0n
  }

  return {
    async requestCode(device) {
      const evictedAddress = await evict(device.network)
      const secret = randomBytes(32).toString('base64url')
      let code = newPairingCode((limit) => randomInt(limit))
      while (!(await add(hashOf(secret), code, device))) code = newPairingCode((limit) => randomInt(limit))
      return { secret, code, evictedAddress }
    },

    async status(secret) {
      if (secret === undefined) return undefined
      const secretHash = hashOf(secret)
      const pending = await table().selectAll().where('secret_hash', '=', secretHash).executeTakeFirst()
      if (pending === undefined) return undefined
      const { code, token, expires_at: expiresAt } = pending
      if (now() >= expiresAt) return { progress: { state: 'expired' } }
      if (token === null)
        return { progress: { state: 'waiting', code, expiresAt: toWallClock(expiresAt), pollEveryMs } }
      // Of two requests at once only the one that removes the row receives the token.
      const removal = db.deleteFrom('pairings').where('secret_hash', '=', secretHash)
      if ((await removal.executeTakeFirst()).numDeletedRows === 0n) return undefined
      const displayToken = sealing.open(token, [secretHash])
      return displayToken === undefined
        ? { progress: { state: 'expired' } } // sealed with another installation key
        : { progress: { state: 'paired' }, displayToken }
    },

    async find(typed) {
      const pending = await withCode(typed)
      if (pending === undefined) return undefined
      const {
        code,
        requested_at: requestedAt,
        expires_at: expiresAt,
        address,
        browser,
        width,
        height,
      } = pending
      return {
        ...{ code, requestedAt: toWallClock(requestedAt), expiresAt: toWallClock(expiresAt) },
        ...{ address, browser, width, height },
      }
    },

    async approve(typed, displayToken) {
      const pending = await withCode(typed)
      if (pending === undefined) return false
      const { secret_hash: secretHash } = pending
      // Two desks, on any nodes, may have entered the code: one of these statements finds it unused.
      const { numUpdatedRows } = await db
        .updateTable('pairings')
        .set({ token: sealing.seal(displayToken, [secretHash]) })
        .where('secret_hash', '=', secretHash)
        .where('token', 'is', null)
        .where('expires_at', '>', now())
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    sweep,
  }
}
