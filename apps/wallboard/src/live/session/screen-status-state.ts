import type { Link, Position, UnreadList } from '@wallboard/relay'
import { freshnessOf, type Freshness } from '@wallboard/statistics'

/** Why the glass is not live. */
export type Problem =
  | 'none'
  /** Nothing has come from the server yet. */
  | 'connecting'
  | 'server-lost'
  /** The screen stood still, and its clock with it: how old its figures are is not known to the second. */
  | 'screen-slept'
  /** Changes of this screen's stream were lost on their way: waiting for a snapshot. */
  | 'changes-missed'
  /** Pages come and the live connection does not. */
  | 'socket-blocked'
  | 'five9-connecting'
  | 'five9-lost'
  | 'five9-moving'
  | 'five9-ended'
  /** Connected, and no figure has come yet. */
  | 'first-figures'
  /** Connected, and figures were or may have been lost: waiting for full statistics. */
  | 'unconfirmed'
  | 'five9-silent'

/** How far the figures of one data source may be believed. */
export interface SourceFreshness {
  readonly freshness: Freshness
  /** When its figures were last complete, by the server's clock. */
  readonly confirmedAt: number | undefined
}

/** How far the glass may be believed, and since when. Instants are of the server's monotonic clock unless they say else. */
export interface ScreenStatus {
  /** The worst of all sources that the board shows. */
  readonly freshness: Freshness
  readonly problem: Problem
  /** The sources that the trouble is about, where it is not about all. */
  readonly problemSources: readonly string[]
  /** What happened and what to do, in words, where a person can do something; empty otherwise. */
  readonly hint: string
  readonly problemSince: number | undefined
  /** The clock of the queues' figures: it stops while they are old. */
  readonly now: number
  /** The same of the agents' figures. */
  readonly agentsNow: number
  /** The server's clock, always running. */
  readonly serverNow: number
  /** The screen's own monotonic clock at the same moment: what the screen measures, it measures by this. */
  readonly screenNow: number
  /** What to add to an instant of the server for the time of day, in epoch milliseconds. */
  readonly wallOffsetMs: number
  /** What to add to an instant that Five9 wrote for one of the server. */
  readonly domainOffsetMs: number
  /** When the oldest figures on the board were last complete. */
  readonly confirmedAt: number | undefined
  readonly hasSnapshot: boolean
  /** Lists of names that the server could not read. The same array while nothing in it changes. */
  readonly unread: readonly UnreadList[]
}

/** What a screen knows when it judges its figures. Instants are of the server's clock. */
export interface Known {
  readonly link: Link | undefined
  readonly position: Position | undefined
  readonly socketDownSince: number | undefined
  /** From when the picture is that stands in place of figures, after a start without a server. */
  readonly savedAt: number | undefined
  readonly hasSlept: boolean
  /** Changes were lost on their way to this screen. */
  readonly hasGap: boolean
  /** What to change so that the live connection comes through, when it does not. */
  readonly socketHint: string | undefined
  /** The data sources that the board shows. */
  readonly shown: readonly string[]
  readonly now: number
}

const linkTroubles: Readonly<Record<Exclude<Link['state'], 'up'>, Problem>> = {
  connecting: 'five9-connecting',
  down: 'five9-lost',
  migrating: 'five9-moving',
  ended: 'five9-ended',
}

const isCutOff = ({ link, position, socketDownSince, hasSlept }: Known): boolean =>
  link === undefined || position === undefined || socketDownSince !== undefined || hasSlept

const cutOffTrouble = ({ hasSlept, hasGap }: Known): Problem =>
  hasSlept ? 'screen-slept' : hasGap ? 'changes-missed' : 'server-lost'

/** Judges the figures of one data source. */
export function evaluateSource(known: Known, dataSource: string): SourceFreshness {
  const { link, now } = known
  const unconfirmed = link?.unconfirmed.find((each) => each.dataSource === dataSource)
  const confirmedAt = (unconfirmed ?? link)?.confirmedAt ?? undefined
  if (isCutOff(known) || link?.state !== 'up') return { freshness: 'down', confirmedAt }
  if (unconfirmed !== undefined)
    return { freshness: confirmedAt === undefined ? 'down' : 'stale', confirmedAt }
  return { freshness: freshnessOf({ isLinkUp: true, confirmedAt, now }), confirmedAt }
}

const badness: Readonly<Record<Freshness, number>> = { live: 0, ageing: 1, stale: 2, down: 3 }

/** Judges the board: it is live when every source that it shows is, and as old as the oldest. */
export function evaluateStatus(
  known: Known,
): Pick<ScreenStatus, 'freshness' | 'problem' | 'problemSources' | 'hint' | 'problemSince' | 'confirmedAt'> {
  const { link, position, savedAt, socketDownSince, socketHint, shown, now } = known
  const standings = shown.map((dataSource) => ({ dataSource, ...evaluateSource(known, dataSource) }))
  const instants = standings.flatMap((standing) => standing.confirmedAt ?? [])
  const confirmedAt = instants.length === 0 ? undefined : Math.min(...instants)
  const down = { freshness: 'down', confirmedAt, problemSources: [], hint: '' } as const

  if (isCutOff(known) || link === undefined) {
    const problemSince = socketDownSince ?? now
    if (socketHint !== undefined)
      return { ...down, problem: 'socket-blocked', hint: socketHint, problemSince }
    const isNew = position === undefined && savedAt === undefined
    return {
      ...down,
      problem: isNew ? 'connecting' : cutOffTrouble(known),
      problemSince,
    }
  }
  if (link.state !== 'up') {
    const { state, since, reason } = link
    return { ...down, problem: linkTroubles[state], hint: reason ?? '', problemSince: since }
  }
  const freshness = standings.reduce<Freshness>(
    (worst, standing) => (badness[standing.freshness] > badness[worst] ? standing.freshness : worst),
    'live',
  )
  if (freshness === 'live') return { ...down, freshness, problem: 'none', problemSince: undefined }
  const unconfirmed = standings.filter(({ dataSource }) =>
    link.unconfirmed.some((each) => each.dataSource === dataSource),
  )
  if (link.confirmedAt === null || unconfirmed.length === 0) {
    const isFirst = link.confirmedAt === null
    const problemSince = isFirst ? link.since : confirmedAt
    return { ...down, freshness, problem: isFirst ? 'first-figures' : 'five9-silent', problemSince }
  }
  const since = unconfirmed.flatMap((standing) => standing.confirmedAt ?? [])
  return {
    ...down,
    freshness,
    problem: 'unconfirmed',
    problemSources: unconfirmed.map(({ dataSource }) => dataSource),
    problemSince: since.length === 0 ? undefined : Math.min(...since),
  }
}
