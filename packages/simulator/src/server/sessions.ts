import { randomBytes, randomUUID } from 'node:crypto'
import type { Faults } from '../faults/fault-record.ts'
import type { SimulatorOptions } from '../options.ts'

/** The organisation of each simulated domain. */
export const simulatedOrgId = '123456'

export const roles = ['supervisor', 'agent'] as const
export type Role = (typeof roles)[number]
export const loginStates = ['SELECT_STATION', 'ACCEPT_NOTICE', 'SELECT_SKILLS', 'RELOGIN', 'WORKING'] as const
export type LoginState = (typeof loginStates)[number]

/** A maintenance notice. */
export interface Notice {
  readonly id: string
  isAccepted: boolean
}

/** The token of one sign-in. */
export interface Token {
  readonly id: string
  readonly sessionId: string
  /** How many polls of login_state this node still answers with 401. */
  pollsUntilKnown: number
  /** Epoch milliseconds; Infinity when tokens do not expire. */
  readonly expiresAt: number
}

export type StartResult = 'started' | 'duplicate-login' | 'wrong-state'

/** One user of the domain: tokens, and a session per role that all tokens share. */
export interface Sessions {
  readonly userId: string
  readonly orgId: string
  readonly notices: readonly Notice[]
  /** Undefined when refused. ForceIn ends the user's sessions and invalidates older tokens. */
  readonly signIn: (username: string, password: string, policy: string) => Token | undefined
  /** Like signIn, with an access token of the identity provider. */
  readonly signInByToken: (accessToken: string, policy: string) => Token | undefined
  readonly find: (tokenId: string | undefined) => Token | undefined
  readonly loginState: (role: Role) => LoginState
  /** Leaves SELECT_SKILLS; does nothing in another state. */
  readonly selectSkills: (role: Role) => void
  /** A session that another valid token holds is a duplicate login; `force` takes it over. */
  readonly start: (role: Role, force: boolean, tokenId: string) => StartResult
  /** Leaves RELOGIN; a running session stays as it is. False in another state. */
  readonly restart: (role: Role) => boolean
  readonly acceptNotice: (id: string) => Notice | undefined
  readonly stop: (role: Role) => void
  readonly signOut: () => void
  /** Another program holds the session: a start without force becomes a duplicate login. */
  readonly holdElsewhere: () => void
  readonly killTokens: () => void
  /** Removes expired tokens. */
  readonly expire: () => void
  readonly addNotice: () => string
  /** Sets a login state, as an administrator or a migration does. */
  readonly setLoginState: (role: Role, state: LoginState) => void
  /** The domain has moved: running sessions are now in RELOGIN. */
  readonly moved: () => void
}

export interface SessionsDeps {
  readonly options: SimulatorOptions
  readonly userId: string
  readonly faults: () => Faults
  readonly started: (role: Role) => void
  readonly loginStateChanged: (role: Role, state: LoginState) => void
  /** These tokens are no longer valid. */
  readonly tokensDied: (ids: readonly string[]) => void
}

export function createSessions(deps: SessionsDeps): Sessions {
  const { options } = deps
  const tokens = new Map<string, Token>()
  const states: Record<Role, LoginState> = { supervisor: 'SELECT_STATION', agent: 'SELECT_STATION' }
  const notices = Array.from({ length: options.notices }, (_, index) => ({
    id: String(8_001 + index),
    isAccepted: false,
  }))
  let nextNoticeId = 8_001 + options.notices
  const holders = new Map<Role, string>()
  let isHeldElsewhere = false

  function change(role: Role, state: LoginState): void {
    if (states[role] === state) return
    states[role] = state
    deps.loginStateChanged(role, state)
  }

  function endSessions(): void {
    for (const role of roles) change(role, 'SELECT_STATION')
    holders.clear()
  }

  function kill(ids: readonly string[]): void {
    for (const id of ids) tokens.delete(id)
    if (ids.length > 0) deps.tokensDied(ids)
  }

  function newToken(policy: string): Token {
    if (policy === 'ForceIn') {
      kill([...tokens.keys()])
      endSessions()
    }
    const { unauthorizedPolls, tokenLifeMs } = deps.faults()
    const token = {
      id: randomUUID(),
      sessionId: randomBytes(32).toString('hex'),
      pollsUntilKnown: unauthorizedPolls,
      expiresAt: tokenLifeMs === 0 ? Infinity : Date.now() + tokenLifeMs,
    }
    tokens.set(token.id, token)
    return token
  }

  function isHeldByAnother(role: Role, tokenId: string): boolean {
    const holder = holders.get(role)
    return isHeldElsewhere || (holder !== undefined && holder !== tokenId && tokens.has(holder))
  }

  function afterStation(role: Role): LoginState {
    if (notices.some(({ isAccepted }) => !isAccepted)) return 'ACCEPT_NOTICE'
    return role === 'agent' && deps.faults().selectSkills ? 'SELECT_SKILLS' : 'WORKING'
  }

  return {
    userId: deps.userId,
    orgId: simulatedOrgId,
    notices,
    signIn: (username, password, policy) =>
      username === options.username && password === options.password ? newToken(policy) : undefined,
    signInByToken: (accessToken, policy) =>
      accessToken === options.accessToken ? newToken(policy) : undefined,
    find(tokenId) {
      const token = tokenId === undefined ? undefined : tokens.get(tokenId)
      return token === undefined || token.expiresAt <= Date.now() ? undefined : token
    },
    loginState: (role) => states[role],
    start(role, force, tokenId) {
      const isTaken = isHeldByAnother(role, tokenId)
      if (isTaken && !force) return 'duplicate-login'
      if (!isTaken && states[role] !== 'SELECT_STATION') return 'wrong-state'
      isHeldElsewhere = false
      holders.set(role, tokenId)
      change(role, afterStation(role))
      deps.started(role)
      return 'started'
    },
    restart(role) {
      if (states[role] === 'RELOGIN') change(role, 'WORKING')
      return states[role] === 'WORKING'
    },
    selectSkills(role) {
      if (states[role] === 'SELECT_SKILLS') change(role, 'WORKING')
    },
    acceptNotice(id) {
      const notice = notices.find((candidate) => candidate.id === id)
      if (notice !== undefined) notice.isAccepted = true
      if (notices.every(({ isAccepted }) => isAccepted)) {
        for (const role of roles) if (states[role] === 'ACCEPT_NOTICE') change(role, afterStation(role))
      }
      return notice
    },
    stop: (role) => {
      change(role, 'SELECT_STATION')
      holders.delete(role)
    },
    signOut() {
      kill([...tokens.keys()])
      endSessions()
    },
    holdElsewhere: () => {
      isHeldElsewhere = true
    },
    killTokens: () => {
      kill([...tokens.keys()])
    },
    expire() {
      const now = Date.now()
      kill([...tokens.values()].filter(({ expiresAt }) => expiresAt <= now).map(({ id }) => id))
    },
    addNotice() {
      const id = String(nextNoticeId)
      nextNoticeId += 1
      notices.push({ id, isAccepted: false })
      for (const role of roles) if (states[role] === 'WORKING') change(role, 'ACCEPT_NOTICE')
      return id
    },
    setLoginState: change,
    moved() {
      for (const role of roles) if (states[role] !== 'SELECT_STATION') change(role, 'RELOGIN')
    },
  }
}
