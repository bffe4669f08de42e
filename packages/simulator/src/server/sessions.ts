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
  readonly setLoginState: (role: Role, state: LoginState) => void
  readonly start: (role: Role, force: boolean) => StartResult
  readonly acceptNotice: (id: string) => Notice | undefined
  readonly stop: (role: Role) => void
  readonly signOut: () => void
  /** Somebody else holds the session: starting one without force is a duplicate login from now on. */
  readonly holdElsewhere: () => void
  readonly killTokens: () => void
}

export function createSessions(options: SimulatorOptions, onEnded: () => void): Sessions {
  const tokens = new Map<string, Token>()
  const states: Record<Role, LoginState> = { supervisor: 'SELECT_STATION', agent: 'SELECT_STATION' }
  const notices = Array.from({ length: options.notices }, (_, index) => ({
    id: String(8_001 + index),
    isAccepted: false,
  }))
  let isHeldElsewhere = false

  function endSessions(): void {
    states.supervisor = 'SELECT_STATION'
    states.agent = 'SELECT_STATION'
    onEnded()
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
    setLoginState: (role, state) => {
      states[role] = state
    },
    start(role, force) {
      if (isHeldElsewhere && !force) return 'duplicate-login'
      if (states[role] !== 'SELECT_STATION') return 'wrong-state'
      isHeldElsewhere = false
      states[role] = afterStation(role)
      return 'started'
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
      onEnded()
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
