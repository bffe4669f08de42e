/** What a node announces of its records, in this order for each `seq`: 1, 2, 3, … */
export interface Announcement {
  readonly node: string
  readonly seq: number
  readonly changes: readonly (readonly [key: string, record: unknown])[]
  readonly removed: readonly string[]
  /** The node stops: its records stay, but it is not alive any more. */
  readonly leaves: boolean
}

/** The records of another node, as far as this node has read them. */
export interface NodeRecords<R> {
  /** The last announcement that the records contain. */
  readonly seq: number
  readonly records: Map<string, R>
  /** When the node was last heard: monotonic milliseconds. */
  readonly heardAt: number
  readonly hasLeft: boolean
}

/** A node without a message for this long is not alive. Nodes send one every second. */
export const aliveForMs = 5_000

/** Whether a node is alive, as far as it can be known at `now`. */
export const isNodeAlive = (
  { heardAt, hasLeft }: Pick<NodeRecords<unknown>, 'heardAt' | 'hasLeft'>,
  now: number,
): boolean => !hasLeft && now - heardAt < aliveForMs

/**
 * Applies an announcement, to the records in place: a node may have thousands. `mustRead`: announcements are missing, and
 * the records have to be read from Redis.
 * @param parse a record that is not understood, such as one of a newer version, is left out
 */
export function announced<R>(
  known: NodeRecords<R> | undefined,
  announcement: Announcement,
  parse: (record: unknown) => R | undefined,
  now: number,
): { readonly node: NodeRecords<R>; readonly mustRead: boolean } {
  const { seq, changes, removed, leaves: hasLeft } = announcement
  const heard = { seq: 0, records: new Map<string, R>(), ...known, heardAt: now, hasLeft }
  if (known !== undefined && seq <= known.seq) return { node: { ...heard, seq: known.seq }, mustRead: false }
  if (known === undefined || seq !== known.seq + 1) return { node: heard, mustRead: true }
  if (changes.length === 0 && removed.length === 0) return { node: { ...heard, seq }, mustRead: false }
  const { records } = known
  for (const key of removed) records.delete(key)
  for (const [key, value] of changes) {
    const record = parse(value)
    if (record === undefined) records.delete(key)
    else records.set(key, record)
  }
  return { node: { ...heard, seq }, mustRead: false }
}
