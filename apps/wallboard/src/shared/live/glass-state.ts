import type { Link, Position, UnreadList } from '@wallboard/relay'
import { conditionOf, type Condition } from '@wallboard/statistics'

/** Why the glass is not live. */
export type Trouble =
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
export interface SourceStanding {
  readonly condition: Condition
  /** When its figures were last complete, by the server's clock. */
  readonly confirmedAt: number | undefined
}

/** How far the glass may be believed, and since when. Instants are of the server's monotonic clock unless they say else. */
export interface Glass {
  /** The worst of all sources that the board shows. */
  readonly condition: Condition
  readonly trouble: Trouble
  /** The sources that the trouble is about, where it is not about all. */
  readonly troubleSources: readonly string[]
  /** What happened and what to do, in words, where a person can do something; empty otherwise. */
  readonly advice: string
  readonly troubleSince: number | undefined
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
  readonly pictureAt: number | undefined
  readonly hasSlept: boolean
  /** Changes were lost on their way to this screen. */
  readonly hasGap: boolean
  /** What to change so that the live connection comes through, when it does not. */
  readonly socketAdvice: string | undefined
  /** The data sources that the board shows. */
  readonly shown: readonly string[]
  readonly now: number
}

const linkTroubles: Readonly<Record<Exclude<Link['state'], 'up'>, Trouble>> = {
  connecting: 'five9-connecting',
  down: 'five9-lost',
  migrating: 'five9-moving',
  ended: 'five9-ended',
}

const isCutOff = ({ link, position, socketDownSince, hasSlept }: Known): boolean =>
  link === undefined || position === undefined || socketDownSince !== undefined || hasSlept

const cutOffTrouble = ({ hasSlept, hasGap }: Known): Trouble =>
  hasSlept ? 'screen-slept' : hasGap ? 'changes-missed' : 'server-lost'

/** Judges the figures of one data source. */
export function judgeSource(known: Known, dataSource: string): SourceStanding {
  const { link, now } = known
  const unconfirmed = link?.unconfirmed.find((each) => each.dataSource === dataSource)
  const confirmedAt = (unconfirmed ?? link)?.confirmedAt ?? undefined
  if (isCutOff(known) || link?.state !== 'up') return { condition: 'down', confirmedAt }
  if (unconfirmed !== undefined)
    return { condition: confirmedAt === undefined ? 'down' : 'stale', confirmedAt }
  return { condition: conditionOf({ isLinkUp: true, confirmedAt, now }), confirmedAt }
}

const badness: Readonly<Record<Condition, number>> = { live: 0, ageing: 1, stale: 2, down: 3 }

/** Judges the board: it is live when every source that it shows is, and as old as the oldest. */
export function judgeGlass(
  known: Known,
): Pick<Glass, 'condition' | 'trouble' | 'troubleSources' | 'advice' | 'troubleSince' | 'confirmedAt'> {
  const { link, position, pictureAt, socketDownSince, socketAdvice, shown, now } = known
  const standings = shown.map((dataSource) => ({ dataSource, ...judgeSource(known, dataSource) }))
  const instants = standings.flatMap((standing) => standing.confirmedAt ?? [])
  const confirmedAt = instants.length === 0 ? undefined : Math.min(...instants)
  const down = { condition: 'down', confirmedAt, troubleSources: [], advice: '' } as const

  if (isCutOff(known) || link === undefined) {
    const troubleSince = socketDownSince ?? now
    if (socketAdvice !== undefined)
      return { ...down, trouble: 'socket-blocked', advice: socketAdvice, troubleSince }
    const isNew = position === undefined && pictureAt === undefined
    return {
      ...down,
      trouble: isNew ? 'connecting' : cutOffTrouble(known),
      troubleSince,
    }
  }
  if (link.state !== 'up') {
    const { state, since, reason } = link
    return { ...down, trouble: linkTroubles[state], advice: reason ?? '', troubleSince: since }
  }
  const condition = standings.reduce<Condition>(
    (worst, standing) => (badness[standing.condition] > badness[worst] ? standing.condition : worst),
    'live',
  )
  if (condition === 'live') return { ...down, condition, trouble: 'none', troubleSince: undefined }
  const unconfirmed = standings.filter(({ dataSource }) =>
    link.unconfirmed.some((each) => each.dataSource === dataSource),
  )
  if (link.confirmedAt === null || unconfirmed.length === 0) {
    const isFirst = link.confirmedAt === null
    const troubleSince = isFirst ? link.since : confirmedAt
    return { ...down, condition, trouble: isFirst ? 'first-figures' : 'five9-silent', troubleSince }
  }
  const since = unconfirmed.flatMap((standing) => standing.confirmedAt ?? [])
  return {
    ...down,
    condition,
    trouble: 'unconfirmed',
    troubleSources: unconfirmed.map(({ dataSource }) => dataSource),
    troubleSince: since.length === 0 ? undefined : Math.min(...since),
  }
}
