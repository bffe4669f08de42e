import { setTimeout as delay } from 'node:timers/promises'
import { asFive9Error, ConnectionLost, NotSignedIn, type Five9Error } from '../errors.ts'

/** Follows a domain to another host: calls, sessions and event sockets. */
export interface Migration {
  /**
   * Continues at the host that `metadata` names, or else the metadata that Five9 serves. Does nothing when that is
   * `from`, the home of the socket or call that detected the move. Concurrent calls share one migration. Rejects when it fails for good.
   */
  readonly follow: (from: string, metadata?: unknown) => Promise<void>
}

export interface MigrationDeps {
  readonly home: () => string
  /** False when metadata names no host of Five9's. */
  readonly switchHost: (metadata: unknown) => boolean
  /** Requests metadata from the present host and continues at the host that it names. */
  readonly readMetadata: () => Promise<void>
  /** Starts the sessions again that this client started. */
  readonly restartSessions: () => Promise<void>
  /** Signs in again and starts the sessions again. */
  readonly signInAgain: () => Promise<void>
  readonly reopenSockets: () => Promise<void>
  /** Called when the migration failed for good. */
  readonly onFailed: (reason: ConnectionLost) => void
  readonly isSignedIn: () => boolean
  readonly wait?: (ms: number) => Promise<unknown>
}

/** Pauses between attempts: together with the attempts about a minute. */
const pausesMs = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000]

export function createMigration(deps: MigrationDeps): Migration {
  const { home, wait = delay } = deps
  let following: Promise<void> | undefined

  async function adoptHost(metadata: unknown): Promise<void> {
    if (metadata !== undefined && deps.switchHost(metadata)) return
    await deps.readMetadata()
  }

  async function attempt(from: string, metadata: unknown): Promise<void> {
    try {
      await adoptHost(metadata)
      if (home() === from) return
      await deps.restartSessions()
    } catch (error) {
      if (!(error instanceof NotSignedIn)) throw error
      await deps.signInAgain() // the new host does not know the token
    }
    await deps.reopenSockets()
  }

  async function run(from: string, metadata: unknown): Promise<void> {
    for (let attempts = 0; deps.isSignedIn(); attempts += 1) {
      try {
        await attempt(from, metadata)
        return
      } catch (error) {
        const reason: Five9Error = asFive9Error(error)
        const pauseMs = pausesMs[attempts]
        if (!reason.retryable || pauseMs === undefined) {
          deps.onFailed(
            new ConnectionLost('migrated', `the new host of Five9 does not serve: ${reason.message}`),
          )
          throw reason
        }
        await wait(pauseMs)
      }
    }
  }

  return {
    follow: (from, metadata) =>
      (following ??= run(from, metadata).finally(() => {
        following = undefined
      })),
  }
}
