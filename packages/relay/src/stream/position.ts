/** Where in the stream a screen stands: nothing yet, or a sequence number of an epoch. */
export interface Position {
  readonly epoch: string
  readonly seq: number
}

/** What a screen does with changes that arrive. */
export type ChangeDecision = 'apply' | 'ignore' | 'gap'

/**
 * Changes carry final values and say which span they cover, `prev` to `seq`. A screen inside that span applies them,
 * one past it ignores them, and one before it, or in another epoch, has a gap and asks for a snapshot.
 */
export function classifyChanges(
  position: Position | undefined,
  changes: { readonly epoch: string; readonly prev: number; readonly seq: number },
): ChangeDecision {
  if (position === undefined || position.epoch !== changes.epoch || changes.prev > position.seq) return 'gap'
  return changes.seq <= position.seq ? 'ignore' : 'apply'
}
