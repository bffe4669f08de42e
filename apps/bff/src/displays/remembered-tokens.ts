import { resultWithin } from '../promises/time-limit.ts'
import { StorageError } from '../storage/storage-error.ts'
import type { Display } from './display.ts'

/** Without an answer of the database a remembered token stays valid for this long. */
const validMs = 3_600_000
/** A database that stands still must not delay the displays that reconnect: their upgrades end after five seconds. */
const answerWithinMs = 2_000

/**
 * The tokens of displays that have authenticated here, or that were read from the database: their displays may connect while the
 * database is not reachable.
 */
export interface RememberedTokens {
  /** Display ids by the hash of their token, as the database has them. */
  readonly learn: (idByTokenHash: ReadonlyMap<string, string>) => void
  /** The display of a token that is remembered, as it is now. Reads no storage. */
  readonly known: (tokenHash: string) => Display | undefined
  /** @throws StorageError when the token is not remembered, or the database has not answered for an hour */
  readonly authenticate: (
    tokenHash: string,
    read: () => Promise<Display | undefined>,
  ) => Promise<Display | undefined>
}

function tooLate(): never {
  throw new StorageError('unreachable', `the database has not answered within ${answerWithinMs} ms`)
}

/**
 * @param deps.now monotonic milliseconds
 * @param deps.find the display as it is now; undefined when it was revoked
 */
export function createRememberedTokens(deps: {
  readonly now: () => number
  readonly find: (id: string) => Display | undefined
}): RememberedTokens {
  const displayIds = new Map<string, string>()
  let downSince: number | undefined

  async function readAndRemember(tokenHash: string, read: () => Promise<Display | undefined>) {
    const display = await read()
    downSince = undefined
    if (display === undefined) displayIds.delete(tokenHash)
    else displayIds.set(tokenHash, display.id)
    return display
  }

  return {
    known(tokenHash) {
      const id = displayIds.get(tokenHash)
      return id === undefined ? undefined : deps.find(id)
    },
    learn(idByTokenHash) {
      for (const [tokenHash, id] of idByTokenHash) displayIds.set(tokenHash, id)
    },
    async authenticate(tokenHash, read) {
      const reading = readAndRemember(tokenHash, read)
      try {
        return await (displayIds.has(tokenHash) ? resultWithin(reading, answerWithinMs, tooLate) : reading)
      } catch (error) {
        if (!(error instanceof StorageError) || error.fault !== 'unreachable') throw error
        downSince ??= deps.now()
        const id = displayIds.get(tokenHash)
        if (id === undefined || deps.now() - downSince > validMs) throw error
        return deps.find(id)
      }
    },
  }
}
