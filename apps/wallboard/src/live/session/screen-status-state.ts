import type { Link, LinkReason, Maintenance, UnreadList } from '@wallboard/relay'
import type { Freshness } from '@wallboard/statistics'
import { evaluateSource, isCutOff, type StatusInput } from './source-freshness-state.ts'

/** Why the data on the screen is not live. */
export type Problem =
  | 'none'
  /** Nothing has been received from the server yet. */
  | 'connecting'
  | 'server-lost'
  /** The machine slept, and its clock stopped: the age of the data is unknown. */
  | 'screen-slept'
  /** Changes were lost on their way to this page: waiting for a snapshot. */
  | 'changes-missed'
  /** The server answers HTTP requests, and the live connection fails. */
  | 'socket-blocked'
  | 'five9-connecting'
  | 'five9-lost'
  | 'five9-moving'
  | 'five9-ended'
  /** The server has lost the node that owns the feed. */
  | 'cluster-lost'
  /** No node owns the feed; another one takes over. */
  | 'fail-over'
  /** Connected to Five9; no statistics received yet. */
  | 'first-figures'
  /** Connected to Five9; increments were or may have been lost: waiting for full statistics. */
  | 'unconfirmed'
  | 'five9-silent'

/** What happened and what to do, as a code with parameters. */
export type Hint = LinkReason | { readonly code: 'proxy-blocks-websocket' }

/** The freshness of the data on the screen, with reason and start. Instants are of the server's monotonic clock. */
export interface ScreenStatus {
  /** The worst of all sources that the board shows. */
  readonly freshness: Freshness
  readonly problem: Problem
  /** The sources with the problem, where not all have it. */
  readonly problemSources: readonly string[]
  /** What a person can do about the problem, when known. */
  readonly hint: Hint | undefined
  readonly problemSince: number | undefined
  /** The clock of the queues' data: it stops while they are stale or down. */
  readonly now: number
  /** The clock of the agents' data. */
  readonly agentsNow: number
  /** The server's clock, always running. */
  readonly serverNow: number
  /** The page's own monotonic clock at the same moment, for durations that the page measures itself. */
  readonly screenNow: number
  /** Add this to an instant of the server for the time of day, in epoch milliseconds. */
  readonly wallOffsetMs: number
  /** Add this to an instant that Five9 wrote for one of the server. */
  readonly domainOffsetMs: number
  /** When the oldest source on the board was last complete. */
  readonly confirmedAt: number | undefined
  /** True while the stores hold a snapshot of the server, current or saved. */
  readonly hasSnapshot: boolean
  /** Lists of names that the server could not read. The same array while its content does not change. */
  readonly unread: readonly UnreadList[]
  /** Maintenance of Five9, also after its `until`. The same object while its content does not change. */
  readonly maintenance: Maintenance | undefined
}

const linkProblems: Readonly<Record<Exclude<Link['state'], 'up'>, Problem>> = {
  connecting: 'five9-connecting',
  down: 'five9-lost',
  migrating: 'five9-moving',
  ended: 'five9-ended',
}

const cutOffProblem = ({ hasSlept, hasGap }: StatusInput): Problem =>
  hasSlept ? 'screen-slept' : hasGap ? 'changes-missed' : 'server-lost'

const severity: Readonly<Record<Freshness, number>> = { live: 0, ageing: 1, stale: 2, down: 3 }

const noSources: readonly string[] = []

/** Evaluates the board: it is as fresh as the oldest source that it shows. */
export function evaluateStatus(
  input: StatusInput,
): Pick<ScreenStatus, 'freshness' | 'problem' | 'problemSources' | 'hint' | 'problemSince' | 'confirmedAt'> {
  const { link, position, savedAt, disconnectedSince, isSocketBlocked, shownSources, now } = input
  const sources = shownSources.map((dataSource) => ({ dataSource, ...evaluateSource(input, dataSource) }))
  const instants = sources.flatMap((source) => source.confirmedAt ?? [])
  const confirmedAt = instants.length === 0 ? undefined : Math.min(...instants)
  const down = { freshness: 'down', confirmedAt, problemSources: noSources, hint: undefined } as const

  if (isCutOff(input) || link === undefined) {
    const problemSince = disconnectedSince ?? now
    if (isSocketBlocked)
      return { ...down, problem: 'socket-blocked', hint: { code: 'proxy-blocks-websocket' }, problemSince }
    const isNew = position === undefined && savedAt === undefined
    return { ...down, problem: isNew ? 'connecting' : cutOffProblem(input), problemSince }
  }
  if (link.state !== 'up') {
    const { state, since, reason } = link
    const code = reason?.code
    const problem = code === 'cluster-lost' || code === 'fail-over' ? code : linkProblems[state]
    return { ...down, problem, hint: reason ?? undefined, problemSince: since }
  }
  const freshness = sources.reduce<Freshness>(
    (worst, source) => (severity[source.freshness] > severity[worst] ? source.freshness : worst),
    'live',
  )
  if (freshness === 'live') return { ...down, freshness, problem: 'none', problemSince: undefined }
  const unconfirmed = sources.filter(({ dataSource }) =>
    link.unconfirmed.some((source) => source.dataSource === dataSource),
  )
  if (link.confirmedAt === null || unconfirmed.length === 0) {
    const isFirst = link.confirmedAt === null
    const problemSince = isFirst ? link.since : confirmedAt
    return { ...down, freshness, problem: isFirst ? 'first-figures' : 'five9-silent', problemSince }
  }
  const since = unconfirmed.flatMap((source) => source.confirmedAt ?? [])
  return {
    ...down,
    freshness,
    problem: 'unconfirmed',
    problemSources: unconfirmed.map(({ dataSource }) => dataSource),
    problemSince: since.length === 0 ? undefined : Math.min(...since),
  }
}
