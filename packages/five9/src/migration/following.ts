import { DomainMoved, type WrongLoginState } from '../errors.ts'
import { EventId } from '../events/index.ts'
import type { Identity } from '../identity.ts'
import type { Login } from '../login/login.ts'
import type { RoleSessions } from '../login/role-sessions.ts'
import { bindMethods } from '../rest/bind-methods.ts'
import type { Call } from '../rest/caller.ts'
import { supervisorMethods } from '../rest/supervisor-methods.ts'
import { createFollowedSockets, type FollowedSocketDeps, type FollowedSockets } from './followed-sockets.ts'
import { createMigration } from './migration.ts'

/** Keeps a client at the host that serves its domain. */
export interface Following {
  readonly sockets: FollowedSockets
  /** Follows after a call that the previous host refused; undefined while the caller leads the sessions. */
  readonly followAfter: (error: DomainMoved | WrongLoginState, used: Identity) => Promise<void> | undefined
  /** Follows after a call that moves the user. Never rejects: an event of Five9 repeats it. */
  readonly followFrom: (before: Identity | undefined) => Promise<void>
}

/** Polls of login_state at a host that may not know the token yet: three seconds. A sign-in follows them. */
const pollsAfterMove = 4

const homeOf = (identity: Identity | undefined): string =>
  identity === undefined ? '' : `${identity.origin} ${identity.headers.farmId}`

export function createFollowing(
  deps: {
    readonly login: Login
    readonly sessions: RoleSessions
    /** Must not sign in again by itself. */
    readonly call: Call
    readonly readMetadata: () => Promise<void>
    readonly signInAgain: () => Promise<void>
  } & Pick<FollowedSocketDeps, 'isSuspended' | 'openSocket'>,
): Following {
  const { login, sessions, isSuspended } = deps
  const home = () => homeOf(login.identity())
  const { RequestFullStatistics } = bindMethods(
    'supervisor',
    { RequestFullStatistics: supervisorMethods.RequestFullStatistics },
    deps.call,
  )

  const migration = createMigration({
    home,
    switchHost: login.switchHost,
    readMetadata: deps.readMetadata,
    restartSessions: () => sessions.restartAll({ unauthorizedPolls: pollsAfterMove }),
    signInAgain: deps.signInAgain,
    reopenSockets: () => sockets.reopenAll(),
    onFailed: (reason) => {
      sockets.endAll(reason)
    },
    isSignedIn: login.hasSignedIn,
  })

  const sockets = createFollowedSockets({
    openSocket: deps.openSocket,
    home,
    isSuspended,
    onMove: ({ context, payLoad }, from) => {
      const isMetadata = context.eventId === EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN_FORCED
      return migration.follow(from, isMetadata ? payLoad : undefined).catch(() => undefined) // the sockets ended
    },
    onReopened: (role) =>
      role === 'supervisor' ? RequestFullStatistics().catch(() => undefined) : Promise.resolve(),
  })

  return {
    sockets,
    followAfter(error, used) {
      if (isSuspended()) return undefined
      // A session that waits for its restart does so at the present host.
      return migration.follow(error instanceof DomainMoved ? homeOf(used) : '')
    },
    async followFrom(before) {
      if (!isSuspended()) await migration.follow(homeOf(before)).catch(() => undefined)
    },
  }
}
