import { setTimeout as delay } from 'node:timers/promises'
import { BadInput } from '../errors.ts'
import { agentMethods } from '../rest/agent-methods.ts'
import { bindMethods } from '../rest/bind-methods.ts'
import type { Call } from '../rest/caller.ts'
import { noStation, stationBody, StationInput, type Station } from '../rest/station.ts'
import { supervisorMethods } from '../rest/supervisor-methods.ts'
import type { Five9Role } from '../role.ts'
import { startSession, type SessionCalls } from './start-session.ts'

export interface StartSessionOptions {
  /** The station for audio; none by default. */
  readonly station?: Station
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
  /** Restarts every session that this client started and that has not been stopped. */
  readonly restartAll: (options?: Pick<StartSessionOptions, 'unauthorizedPolls'>) => Promise<void>
  readonly stop: (role: Five9Role) => Promise<void>
  /** The session of the role has ended: `restartAll` does not restart it. */
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

  function callsFor(role: Five9Role, station: Station): SessionCalls {
    const begin = (isForced: boolean) => ({
      ...(isForced ? { query: { force: true } } : {}),
      body: stationBody(station),
    })
    const chooseSkills = (ids: readonly string[]) => agent.SetActiveSkills({ body: ids })
    if (role === 'agent')
      return {
        loginState: () => agent.AgentLoginState(),
        start: (isForced) => agent.AgentSessionStart(begin(isForced)),
        restart: () => agent.AgentSessionRestart(),
        notices: () => agent.MaintenanceNoticesGet(),
        acceptNotice: (noticeId) => agent.MaintenanceNoticeAccept({ path: { noticeId } }),
        chooseSkills,
      }
    return {
      loginState: () => supervisor.SupervisorLoginState(),
      start: (isForced) => supervisor.SupervisorSessionStart(begin(isForced)),
      restart: () => supervisor.SupervisorSessionRestart(),
      notices: () => supervisor.MaintenanceNoticesGet(),
      acceptNotice: (noticeId) => supervisor.MaintenanceNoticeAccept({ path: { noticeId } }),
      chooseSkills,
    }
  }

  function lead(role: Five9Role, options: StartSessionOptions): Promise<{ wasRunning: boolean }> {
    const { force = false, unauthorizedPolls = 13, activeSkillIds = [], station = noStation } = options
    return startSession(callsFor(role, station), {
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
      checkStart(role, options)
      const result = await lead(role, options)
      started.set(role, options)
      return result
    },
    async restartAll(limits = {}) {
      for (const [role, options] of started) await lead(role, { ...options, ...limits, force: false })
    },
    async stop(role) {
      started.delete(role)
      await (role === 'supervisor' ? supervisor.SupervisorSessionStop() : agent.AgentSessionStop())
    },
    stopped: (role) => {
      started.delete(role)
    },
    allStopped() {
      const ended = [...started.keys()]
      started.clear()
      return ended
    },
    readMetadata: () => supervisor.GetAuthMetadata(),
    logout: () => supervisor.LogOut(),
  }
}

/** @throws BadInput before anything is sent */
function checkStart(role: unknown, { station }: StartSessionOptions): void {
  if (role !== 'supervisor' && role !== 'agent')
    throw new BadInput('a session needs the role supervisor or agent')
  if (station === undefined || StationInput.safeParse(station).success) return
  throw new BadInput(
    'the station needs a type (EMPTY, SOFTPHONE, STATION, PSTN or GATEWAY) and, for the last three, an id',
  )
}
