/** How far a client has received the stream. */
export interface Position {
  readonly epoch: string
  readonly seq: number
}

/** What a client does with received changes. */
export type ChangeDecision = 'apply' | 'ignore' | 'gap'

/**
 * Changes hold final values and the span that they cover, `prev` to `seq`. A client inside the span applies them, one at or
 * past its end ignores them, and one before it, in another epoch, or without a snapshot has a gap: it requests a snapshot.
 */
export function classifyChanges(
  position: Position | undefined,
  changes: { readonly epoch: string; readonly prev: number; readonly seq: number },
): ChangeDecision {
  if (position === undefined || position.epoch !== changes.epoch || changes.prev > position.seq) return 'gap'
  return changes.seq <= position.seq ? 'ignore' : 'apply'
}

/** The hexadecimal digits of a feed in an epoch. Epochs of other streams begin with a word. */
const feedLength = 16

/**
 * True for a position of a feed that is older than another one of the same feed: its owner changed since, or it has fewer
 * changes of the same owner. Positions of different feeds, replays and drills are not compared.
 */
export function isOlderPosition(position: Position, than: Position): boolean {
  // Most clients of a storm resume at a position of another feed or of none: nothing is split for them.
  if (than.epoch[feedLength] !== '.' || position.epoch[feedLength] !== '.') return false
  const [feed = '', fence] = position.epoch.split('.')
  const [otherFeed, otherFence] = than.epoch.split('.')
  const newer = Number(otherFence) - Number(fence)
  return (
    feed.length === feedLength &&
    feed === otherFeed &&
    (newer > 0 || (newer === 0 && position.seq < than.seq))
  )
}
