import { setTimeout as delay } from 'node:timers/promises'
import { agentMethods } from '../rest/agent-methods.ts'
import { bindMethods } from '../rest/bind-methods.ts'
import type { Call } from '../rest/caller.ts'
import { supervisorMethods } from '../rest/supervisor-methods.ts'
import type { Five9Role } from '../role.ts'
import { startSession, type SessionCalls } from './start-session.ts'

export interface StartSessionOptions {
  /** Takes the session over from another program. */
  readonly force?: boolean
  /** How many polls of login_state may be answered 401: a node learns a token when it is polled. 13 by default. */
  readonly unauthorizedPolls?: number
  /** The skills that an agent works on. */
  readonly activeSkillIds?: readonly string[]
}

/** The supervisor session and the agent session of one login. */
export interface RoleSessions {
  /** Leads the role's session to WORKING. `wasRunning`: another program had started it. */
  readonly start: (role: Five9Role, options: StartSessionOptions) => Promise<{ wasRunning: boolean }>
  /** Starts every session again that this client started and nobody stopped. */
  readonly restartAll: () => Promise<void>
  readonly stop: (role: Five9Role) => Promise<void>
  /** The role's session has ended: `restartAll` leaves it alone. */
  readonly stopped: (role: Five9Role) => void
  /** All sessions have ended. Returns the roles that had one. */
  readonly allStopped: () => Five9Role[]
  readonly readMetadata: () => Promise<unknown>
  readonly logout: () => Promise<unknown>
}

/** `call` must not sign in again by itself: to a session start, 401 is an answer. */
export function createRoleSessions(deps: {
  readonly call: Call
  readonly acceptsNotices: boolean
}): RoleSessions {
  const { call, acceptsNotices } = deps
  const supervisor = bindMethods('supervisor', supervisorMethods, call)
  const agent = bindMethods('agent', agentMethods, call)
  const started = new Map<Five9Role, StartSessionOptions>()

  const callsFor = (role: Five9Role): SessionCalls => {
    const methods = role === 'supervisor' ? supervisor : agent
    return {
      loginState: () => methods.LoginState(),
      start: (isForced) =>
        methods.SessionStart({
          ...(isForced ? { query: { force: 'true' } } : {}),
          body: { stationId: '', stationType: 'EMPTY' },
        }),
      restart: () => methods.SessionRestart(),
      notices: () => methods.MaintenanceNotices(),
      acceptNotice: (noticeId) => methods.AcceptNotice({ path: { noticeId } }),
      chooseSkills: (ids) => agent.ActiveSkills({ body: [...ids] }),
    }
  }

  function lead(role: Five9Role, options: StartSessionOptions): Promise<{ wasRunning: boolean }> {
    const { force = false, unauthorizedPolls = 13, activeSkillIds = [] } = options
    return startSession(callsFor(role), {
      role,
      force,
      activeSkillIds,
      acceptsNotices,
      unauthorizedPolls,
      wait: (ms) => delay(ms),
    })
  }

  return {
    async start(role, options) {
      const result = await lead(role, options)
      started.set(role, options)
      return result
    },
    async restartAll() {
      for (const [role, options] of started) await lead(role, { ...options, force: false })
    },
    async stop(role) {
      started.delete(role)
      await (role === 'supervisor' ? supervisor : agent).SessionStop()
    },
    stopped: (role) => {
      started.delete(role)
    },
    allStopped() {
      const ended = [...started.keys()]
      started.clear()
      return ended
    },
    readMetadata: () => supervisor.Metadata(),
    logout: () => supervisor.Logout(),
  }
}
