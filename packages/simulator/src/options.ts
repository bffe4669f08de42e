import type { Recording } from './floor/index.ts'

/** A user of the domain beside the first one. */
export interface SimulatedUser {
  readonly username: string
  readonly password: string
  /** Names of what the user may do; those of the first user unless stated otherwise. */
  readonly permissions?: readonly string[]
  /** Ids of the only queues that the user may see, with their agents and campaigns; undefined: the whole domain. */
  readonly queues?: readonly string[] | undefined
}

/** The options of a simulated domain. */
export interface SimulatorOptions {
  /** More users, each with sessions of their own. Faults and actions of sessions affect the first user only. */
  readonly otherUsers: readonly SimulatedUser[]
  /** 0 takes any free port. */
  readonly port: number
  /** The port of the other data centre, to which a migration moves the domain; 0 takes any free port. */
  readonly secondPort: number
  readonly host: string
  /** The host in the metadata, for a client that reaches this machine under another name. */
  readonly advertisedHost: string
  /** The same seed and options give the same contact centre. */
  readonly seed: number
  readonly queues: number
  readonly agents: number
  /** The load: at 1 about half of the callers wait for more than 20 seconds, at 0.7 three of ten. */
  readonly load: number
  /** Floor time over real time. */
  readonly speed: number
  /** Moves traffic and opening hours so that the simulator starts at the peak of the day, whatever the hour. */
  readonly startsAtPeak: boolean
  readonly username: string
  readonly password: string
  /** The access token that login_by_token accepts. */
  readonly accessToken: string
  /** Names of what the user may do; see `defaultPermissions`. */
  readonly permissions: readonly string[]
  /** The interval between checks for changes, in milliseconds of real time. */
  readonly cadenceMs: number
  /** How many polls of login_state after a sign-in get 401, as from a node that does not know the token yet. */
  readonly unauthorizedPolls: number
  /** The number of maintenance notices that the first session must accept. */
  readonly notices: number
  /** Row "0" of ACD_STATUS holds the sums of the queues; otherwise it counts agents only. */
  readonly summedTotals: boolean
  /** A recording to play instead of a simulated floor; `loop` restarts it at its end. */
  readonly recording: Recording | undefined
  readonly loop: boolean
  /** PEM files. With both, everything is served over TLS. */
  readonly tls: { readonly certPath: string; readonly keyPath: string } | undefined
}

/** A supervisor who may see everything and use every action. */
export const defaultPermissions = [
  'CAN_RUN_SUPERVISOR',
  'CAN_RUN_WEB_AGENT',
  'CAN_VIEW_SKILLS_DATA',
  'CAN_VIEW_AGENTS_DATA',
  'CAN_VIEW_CAMPAIGNS_DATA',
  'CAN_VIEW_ACTIVE_SESSIONS',
  'CAN_EDIT_AGENT_SKILLS',
  'CAN_START_CAMPAIGNS',
]

export const defaultOptions: SimulatorOptions = {
  otherUsers: [],
  port: 0,
  secondPort: 0,
  host: '127.0.0.1',
  advertisedHost: '127.0.0.1',
  seed: 1,
  queues: 12,
  agents: 60,
  load: 1,
  speed: 1,
  startsAtPeak: false,
  username: 'demo@wallboard.test',
  password: 'demo',
  accessToken: 'demo-access-token',
  permissions: defaultPermissions,
  cadenceMs: 250,
  unauthorizedPolls: 0,
  notices: 0,
  summedTotals: false,
  recording: undefined,
  loop: false,
  tls: undefined,
}
