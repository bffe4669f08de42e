import type { Link, Position } from '@wallboard/relay'
import { freshnessOf, type Freshness } from '@wallboard/statistics'

/** The freshness of one data source. */
export interface SourceFreshness {
  readonly freshness: Freshness
  /** When the source was last complete, by the server's clock. */
  readonly confirmedAt: number | undefined
}

/** The input of the page's status. Instants are of the server's monotonic clock. */
export interface StatusInput {
  readonly link: Link | undefined
  readonly position: Position | undefined
  readonly disconnectedSince: number | undefined
  /** When the saved snapshot was current; undefined after the server's first snapshot. */
  readonly savedAt: number | undefined
  readonly hasSlept: boolean
  /** Changes were lost on their way to this page. */
  readonly hasGap: boolean
  /** The server answers requests while live connections fail. */
  readonly isSocketBlocked: boolean
  /** The data sources that the board shows. */
  readonly shownSources: readonly string[]
  readonly now: number
}

/** True while the stores may differ from the server's state. */
export const isCutOff = ({ link, position, disconnectedSince, hasSlept }: StatusInput): boolean =>
  link === undefined || position === undefined || disconnectedSince !== undefined || hasSlept

/** Evaluates one data source. */
export function evaluateSource(input: StatusInput, dataSource: string): SourceFreshness {
  const { link, now } = input
  const unconfirmed = link?.unconfirmed.find((source) => source.dataSource === dataSource)
  const confirmedAt = (unconfirmed ?? link)?.confirmedAt ?? undefined
  if (isCutOff(input) || link?.state !== 'up') return { freshness: 'down', confirmedAt }
  if (unconfirmed !== undefined)
    return { freshness: confirmedAt === undefined ? 'down' : 'stale', confirmedAt }
  return { freshness: freshnessOf({ isLinkUp: true, confirmedAt, now }), confirmedAt }
}

/** True while the clock of data with this freshness runs: waits count up. */
export const isClockRunning = (freshness: Freshness): boolean =>
  freshness === 'live' || freshness === 'ageing'
