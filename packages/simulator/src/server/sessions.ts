import { randomBytes, randomUUID } from 'node:crypto'
import type { SimulatorOptions } from '../options.ts'

export type Role = 'supervisor' | 'agent'
export type LoginState = 'SELECT_STATION' | 'ACCEPT_NOTICE' | 'SELECT_SKILLS' | 'RELOGIN' | 'WORKING'

/** A maintenance notice as Five9 words it. */
export interface Notice {
  readonly id: string
  isAccepted: boolean
}

/** What one sign-in was given. */
export interface Token {
  readonly id: string
  readonly sessionId: string
  /** Polls of login_state that this node still answers with 401. */
  pollsUntilKnown: number
}

export type StartResult = 'started' | 'duplicate-login' | 'wrong-state'

/** The one user of the domain: tokens, and a session per role that all tokens share. */
export interface Sessions {
  readonly userId: string
  readonly orgId: string
  readonly farmId: string
  readonly notices: readonly Notice[]
  /** Undefined: refused. ForceIn ends the user's sessions and kills older tokens. */
  readonly signIn: (username: string, password: string, policy: string) => Token | undefined
  readonly find: (tokenId: string | undefined) => Token | undefined
  readonly loginState: (role: Role) => LoginState
  /** Ends SELECT_SKILLS; in any other state nothing changes. */
  readonly selectSkills: (role: Role) => void
  /** A session that another live token holds is a duplicate login, which `force` takes over. */
  readonly start: (role: Role, force: boolean, tokenId: string) => StartResult
  /** Ends RELOGIN, and leaves a running session as it is. False in any other state. */
  readonly restart: (role: Role) => boolean
  readonly acceptNotice: (id: string) => Notice | undefined
  readonly stop: (role: Role) => void
  readonly signOut: () => void
  /** Somebody else holds the session: starting one without force is a duplicate login from now on. */
  readonly holdElsewhere: () => void
  readonly killTokens: () => void
}

export function createSessions(options: SimulatorOptions, onStarted: (role: Role) => void): Sessions {
  const tokens = new Map<string, Token>()
  const states: Record<Role, LoginState> = { supervisor: 'SELECT_STATION', agent: 'SELECT_STATION' }
  const notices = Array.from({ length: options.notices }, (_, index) => ({
    id: String(8_001 + index),
    isAccepted: false,
  }))
  const holders = new Map<Role, string>()
  let isHeldElsewhere = false

  function endSessions(): void {
    states.supervisor = 'SELECT_STATION'
    states.agent = 'SELECT_STATION'
    holders.clear()
  }

  function isHeldByAnother(role: Role, tokenId: string): boolean {
    const holder = holders.get(role)
    return isHeldElsewhere || (holder !== undefined && holder !== tokenId && tokens.has(holder))
  }

  function afterStation(role: Role): LoginState {
    if (notices.some(({ isAccepted }) => !isAccepted)) return 'ACCEPT_NOTICE'
    return role === 'agent' ? 'SELECT_SKILLS' : 'WORKING'
  }

  return {
    userId: '3000001',
    orgId: '123456',
    farmId: '149',
    notices,
    signIn(username, password, policy) {
      if (username !== options.username || password !== options.password) return undefined
      if (policy === 'ForceIn') {
        tokens.clear()
        endSessions()
      }
      const token = {
        id: randomUUID(),
        sessionId: randomBytes(32).toString('hex'),
        pollsUntilKnown: options.unauthorizedPolls,
      }
      tokens.set(token.id, token)
      return token
    },
    find: (tokenId) => (tokenId === undefined ? undefined : tokens.get(tokenId)),
    loginState: (role) => states[role],
    start(role, force, tokenId) {
      const isTaken = isHeldByAnother(role, tokenId)
      if (isTaken && !force) return 'duplicate-login'
      if (!isTaken && states[role] !== 'SELECT_STATION') return 'wrong-state'
      isHeldElsewhere = false
      holders.set(role, tokenId)
      states[role] = afterStation(role)
      onStarted(role)
      return 'started'
    },
    restart(role) {
      if (states[role] === 'RELOGIN') states[role] = 'WORKING'
      return states[role] === 'WORKING'
    },
    selectSkills(role) {
      if (states[role] === 'SELECT_SKILLS') states[role] = 'WORKING'
    },
    acceptNotice(id) {
      const notice = notices.find((candidate) => candidate.id === id)
      if (notice !== undefined) notice.isAccepted = true
      if (notices.every(({ isAccepted }) => isAccepted)) {
        for (const role of ['supervisor', 'agent'] as const) {
          if (states[role] === 'ACCEPT_NOTICE') states[role] = afterStation(role)
        }
      }
      return notice
    },
    stop: (role) => {
      states[role] = 'SELECT_STATION'
      holders.delete(role)
    },
    signOut() {
      tokens.clear()
      endSessions()
    },
    holdElsewhere: () => {
      isHeldElsewhere = true
    },
    killTokens: () => {
      tokens.clear()
    },
  }
}
