import { StorageError } from '../storage/storage-error.ts'
import type { Display } from './display.ts'

/** Without an answer of the database a remembered token stays valid for this long. */
const validMs = 3_600_000

/** The tokens of displays that have authenticated here: their displays may reconnect while the database is not reachable. */
export interface RememberedTokens {
  /** @throws StorageError when the token is not remembered, or the database has not answered for an hour */
  readonly authenticate: (
    tokenHash: string,
    read: () => Promise<Display | undefined>,
  ) => Promise<Display | undefined>
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

  return {
    async authenticate(tokenHash, read) {
      try {
        const display = await read()
        downSince = undefined
        if (display === undefined) displayIds.delete(tokenHash)
        else displayIds.set(tokenHash, display.id)
        return display
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
