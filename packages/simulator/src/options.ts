import type { Recording } from './floor/index.ts'

/** What a simulated domain is like. */
export interface SimulatorOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** Of the other data centre, to which a migration moves the domain; 0 takes any free port. */
  readonly secondPort: number
  readonly host: string
  /** The host that the metadata names, for a client that reaches this machine under another name. */
  readonly advertisedHost: string
  /** Same seed and options, same contact centre. */
  readonly seed: number
  readonly queues: number
  readonly agents: number
  /** 1 is a normal day. */
  readonly load: number
  /** Floor time over real time. */
  readonly speed: number
  readonly username: string
  readonly password: string
  /** What login_by_token takes as the identity provider's access token. */
  readonly accessToken: string
  /** How often changes are looked for, in milliseconds of real time. */
  readonly cadenceMs: number
  /** Polls of login_state after a sign-in that still get 401, as when a node does not know the token yet. */
  readonly unauthorizedPolls: number
  /** Maintenance notices that wait for the first session. */
  readonly notices: number
  /** Row "0" of ACD_STATUS sums the queues up; otherwise it counts agents only. */
  readonly summedTotals: boolean
  /** A recorded day that is played in place of a simulated floor; `loop` begins it again at its end. */
  readonly recording: Recording | undefined
  readonly loop: boolean
  /** PEM files: with both, everything is served over TLS. */
  readonly tls: { readonly certPath: string; readonly keyPath: string } | undefined
}

export const defaultOptions: SimulatorOptions = {
  port: 0,
  secondPort: 0,
  host: '127.0.0.1',
  advertisedHost: '127.0.0.1',
  seed: 1,
  queues: 12,
  agents: 60,
  load: 1,
  speed: 1,
  username: 'demo@wallboard.test',
  password: 'demo',
  accessToken: 'demo-access-token',
  cadenceMs: 250,
  unauthorizedPolls: 0,
  notices: 0,
  summedTotals: false,
  recording: undefined,
  loop: false,
  tls: undefined,
}
