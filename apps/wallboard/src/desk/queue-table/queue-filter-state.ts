import type { Level } from '@wallboard/statistics'

/** Which queues a table shows. */
export interface QueueFilter {
  /** Words of the name, in any order and case. */
  readonly text: string
  /** Levels of alerts; empty for all queues. */
  readonly levels: readonly Level[]
  /** Ids of the queues of a group; undefined for all queues. */
  readonly members: ReadonlySet<string> | undefined
}

/** A queue as the filter sees it. */
export interface FilteredQueue {
  readonly id: string
  readonly name: string
  readonly level: Level
}

const wordsOf = (text: string): readonly string[] =>
  text
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')

/** Whether all words of a filter are in a name. */
export function matchesText(name: string, text: string): boolean {
  const lowerName = name.toLocaleLowerCase()
  return wordsOf(text).every((word) => lowerName.includes(word))
}

/** Whether a filter shows a queue. */
export const matchesFilter = (
  { id, name, level }: FilteredQueue,
  { text, levels, members }: QueueFilter,
): boolean =>
  members?.has(id) !== false && (levels.length === 0 || levels.includes(level)) && matchesText(name, text)
