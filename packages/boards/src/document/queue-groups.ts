import type { Board } from './board.ts'

/** Queues that the boards of a domain show as one, under a name. */
export interface QueueGroup {
  /** Unique among the groups of a domain. */
  readonly name: string
  readonly queues: readonly string[]
}

const sameQueues = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join() === [...b].sort().join()

/**
 * The groups of boards, in order of the boards. Tiles of the same name and queues are one group; one that names other
 * queues than a group before it has the name of its board in addition. A group of all queues is none.
 */
export function queueGroupsOf(boards: readonly Pick<Board, 'name' | 'pages'>[]): readonly QueueGroup[] {
  const groups = new Map<string, QueueGroup>()
  for (const board of boards)
    for (const tile of board.pages.flatMap(({ tiles }) => tiles)) {
      if (tile.kind !== 'group' || tile.queues === 'all') continue
      const { queues } = tile
      const known = groups.get(tile.name)
      const name =
        known === undefined || sameQueues(known.queues, queues) ? tile.name : `${tile.name} (${board.name})`
      if (!groups.has(name)) groups.set(name, { name, queues })
    }
  return [...groups.values()]
}
