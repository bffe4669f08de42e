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
