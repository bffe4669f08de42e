import type { FeedFrame, FeedSnapshot, ItemChanges } from '../cluster/change-stream.ts'

/** What the owner of a feed sends beside its rows, by id. An item that has not changed is the same object as before. */
export type Items = ReadonlyMap<string, unknown>

/** The items of the owner: each frame carries those that changed since the frame before. */
export interface SentItems {
  readonly set: (items: Items) => void
  /** What the next frame carries. */
  readonly take: () => Pick<FeedFrame, 'alertRevision' | 'alertChanges'>
  /** All that was taken. */
  readonly whole: () => Pick<FeedSnapshot, 'alertRevision' | 'alertItems'>
}

/** The items of a follower. */
export interface FollowedItems {
  /** Undefined until an owner has sent them. */
  readonly current: () => Items | undefined
  /** Applies what a frame carries. `missing`: frames before it were lost, and nothing was applied. */
  readonly apply: (
    fence: number,
    frame: Pick<FeedFrame, 'alertRevision' | 'alertChanges'>,
  ) => 'changed' | 'same' | 'missing'
  /** Takes those of a snapshot. The items of the former owner stay until the new one has some. */
  readonly replace: (snapshot: Pick<FeedSnapshot, 'fence' | 'alertRevision' | 'alertItems'>) => boolean
}

function changesBetween(before: Items, after: Items): Omit<ItemChanges, 'prev'> {
  const changed = [...after].filter(([id, item]) => before.get(id) !== item)
  return { changed, removed: [...before.keys()].filter((id) => !after.has(id)) }
}

export function createSentItems(): SentItems {
  let revision = 0
  let current: Items | undefined
  let sent: Items | undefined

  function take(): ItemChanges | undefined {
    if (current === undefined || current === sent) return undefined
    const prev = sent === undefined ? null : revision
    const changes = changesBetween(sent ?? new Map(), current)
    sent = current
    if (prev !== null && changes.changed.length + changes.removed.length === 0) return undefined
    revision += 1
    return { prev, ...changes }
  }

  return {
    set(items) {
      current = items
    },
    take() {
      const alertChanges = take()
      return { alertRevision: revision, ...(alertChanges === undefined ? {} : { alertChanges }) }
    },
    whole: () => ({ alertRevision: revision, ...(sent === undefined ? {} : { alertItems: [...sent] }) }),
  }
}

export function createFollowedItems(): FollowedItems {
  let fence = 0
  /** Of the owner with this fence; -1 before its first. */
  let revision = -1
  let items: Items | undefined

  function ownerIs(next: number): void {
    if (next === fence) return
    fence = next
    revision = -1
  }

  return {
    current: () => items,
    apply(from, { alertRevision = 0, alertChanges }) {
      ownerIs(from)
      if (alertRevision <= Math.max(revision, 0)) return 'same'
      if (alertChanges === undefined) return 'missing'
      const { prev, changed, removed } = alertChanges
      if (prev !== null && (items === undefined || prev > revision)) return 'missing'
      const next = new Map(prev === null ? [] : items)
      for (const id of removed) next.delete(id)
      for (const [id, item] of changed) next.set(id, item)
      items = next
      revision = alertRevision
      return 'changed'
    },
    replace({ fence: from, alertRevision = 0, alertItems }) {
      ownerIs(from)
      revision = alertRevision
      if (alertItems === undefined) return false
      items = new Map(alertItems)
      return true
    },
  }
}
