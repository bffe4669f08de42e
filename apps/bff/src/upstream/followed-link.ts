import { DataSource } from '@wallboard/five9/events'
import type { Link } from '@wallboard/relay'
import type { HeldRows, Stream } from './stream.ts'

/** The link before anything is known of the owner. */
export const unknownLink = (since: number): Link => ({
  ...{ state: 'connecting', since, reason: null, confirmedAt: null },
  // Every board shows queues: without them no board is live.
  unconfirmed: [{ dataSource: DataSource.AcdStatus, confirmedAt: null }],
  ...{ unreadLists: [], domainOffsetMs: 0 },
})

/** The data that a node shows of a feed: of its own session, or of another node. */
export interface ShownData extends Pick<Stream, 'seq' | 'asOf' | 'link' | 'queues' | 'directory' | 'full'> {
  /** The fence under which it was written; 0 before there is any. */
  readonly fence: () => number
  readonly rows: HeldRows
  readonly sources: () => readonly string[]
}

/** What a node knows of the owner beside the link of the data that it shows. */
export type OwnerState =
  | { readonly type: 'alive' }
  /** A new owner has no complete data yet; `link` is its connection to Five9. */
  | { readonly type: 'starting'; readonly link: Link }
  /** Nothing was received from the owner for some seconds. */
  | {
      readonly type: 'silent'
      readonly since: number
      readonly code: 'cluster-lost' | 'fail-over' | 'sign-in-needed'
    }

/**
 * The link that goes with data of the former state of a feed.
 * @param shown the link when the data was received
 * @param sources the data sources of the data: while the owner is not alive, none of them is confirmed again
 */
export function followedLink(shown: Link, owner: OwnerState, sources: readonly string[]): Link {
  if (owner.type === 'alive') return shown
  const known = new Map(shown.unconfirmed.map((source) => [source.dataSource, source.confirmedAt]))
  for (const source of sources) if (!known.has(source)) known.set(source, shown.confirmedAt)
  const unconfirmed = Array.from(known, ([dataSource, confirmedAt]) => ({ dataSource, confirmedAt }))
  const data = { confirmedAt: shown.confirmedAt, unconfirmed }
  if (owner.type === 'silent')
    return { ...shown, ...data, state: 'down', since: owner.since, reason: { code: owner.code } }
  const { link } = owner
  return { ...link, ...data, state: link.state === 'up' ? 'connecting' : link.state }
}

/** A new estimate of Five9's clock is published when it differs by more than this. */
const publishOffsetMs = 250

/** Whether clients are sent a link at once. The heartbeat carries a repeated confirmation. */
export function hasNews(before: Link, link: Link): boolean {
  const { confirmedAt, domainOffsetMs, ...rest } = before
  const { confirmedAt: nextConfirmedAt, domainOffsetMs: nextOffsetMs, ...next } = link
  return (
    (confirmedAt === null) !== (nextConfirmedAt === null) ||
    Math.abs(domainOffsetMs - nextOffsetMs) > publishOffsetMs ||
    JSON.stringify(rest) !== JSON.stringify(next)
  )
}
