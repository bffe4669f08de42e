import type { Link } from '@wallboard/relay'

/** The earlier of two instants; null, for never, is the earliest. */
const earlier = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.min(a, b))

/** The instant as of which a link confirms the figures of a source. */
function confirmedAtOf({ unconfirmed, confirmedAt }: Link, dataSource: string): number | null {
  const own = unconfirmed.find((source) => source.dataSource === dataSource)
  return (own ?? { confirmedAt }).confirmedAt
}

/**
 * The link as it is, but with no figure confirmed later than in `told`: what a client is sent while figures of later
 * confirmations have not been sent to it. It would show older ones as live.
 */
export function confirmedUpTo(link: Link, told: Link): Link {
  const dataSources = new Set([...link.unconfirmed, ...told.unconfirmed].map(({ dataSource }) => dataSource))
  return {
    ...link,
    confirmedAt: earlier(told.confirmedAt, link.confirmedAt),
    unconfirmed: [...dataSources].map((dataSource) => ({
      dataSource,
      confirmedAt: earlier(confirmedAtOf(told, dataSource), confirmedAtOf(link, dataSource)),
    })),
  }
}
