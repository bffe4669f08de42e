import type { Link } from '@wallboard/relay'

/** The earlier of two instants. Null means never and is the earliest. */
const earlier = (a: number | null, b: number | null) => (a === null || b === null ? null : Math.min(a, b))

/** The instant until which a link confirms the data of a source. */
function confirmedAtOf({ unconfirmed, confirmedAt }: Link, dataSource: string): number | null {
  const own = unconfirmed.find((source) => source.dataSource === dataSource)
  return (own ?? { confirmedAt }).confirmedAt
}

/**
 * The link as it is, but without any confirmation later than in `sent`. A client that has not been sent the latest data
 * must not be sent its confirmation either: it would show older data as live.
 */
export function confirmedUpTo(link: Link, sent: Link): Link {
  const dataSources = new Set([...link.unconfirmed, ...sent.unconfirmed].map(({ dataSource }) => dataSource))
  return {
    ...link,
    confirmedAt: earlier(sent.confirmedAt, link.confirmedAt),
    unconfirmed: [...dataSources].map((dataSource) => ({
      dataSource,
      confirmedAt: earlier(confirmedAtOf(sent, dataSource), confirmedAtOf(link, dataSource)),
    })),
  }
}
