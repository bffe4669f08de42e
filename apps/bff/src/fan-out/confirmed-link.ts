import type { Link } from '@wallboard/relay'

/**
 * The link as it is, but with no figure confirmed later than in `told`: what a screen is told while figures of later
 * confirmations have not been sent to it. It would show older ones as live.
 */
export function confirmedUpTo(link: Link, told: Link): Link {
  const unconfirmed = new Map(
    [...link.unconfirmed, ...told.unconfirmed].map((source) => [source.dataSource, source]),
  )
  return {
    ...link,
    confirmedAt:
      told.confirmedAt === null || link.confirmedAt === null
        ? null
        : Math.min(told.confirmedAt, link.confirmedAt),
    unconfirmed: [...unconfirmed.values()],
  }
}
