/** A position as a screen holds it. */
interface Position {
  readonly epoch: string
  readonly seq: number
}

/** The parts of an epoch `<feed>.<fence>.<view>`; undefined for an epoch of another form, such as that of a replay. */
export function epochParts(epoch: string): { readonly feed: string; readonly fence: number } | undefined {
  const [, feed, fence] = /^([0-9a-f]{16})\.(\d+)\.[0-9a-z]+$/.exec(epoch) ?? []
  return feed === undefined || fence === undefined ? undefined : { feed, fence: Number(fence) }
}

/** Checks that the position of one screen never falls. A reload of its page starts again. */
export interface PositionCheck {
  /** @returns what is wrong with the new position; undefined when it is at or above all earlier ones */
  readonly advance: (position: Position) => string | undefined
  readonly reset: () => void
}

export function createPositionCheck(): PositionCheck {
  /** The highest position of each feed; of each epoch where it names no feed. */
  const highest = new Map<string, { readonly fence: number; readonly seq: number }>()
  return {
    advance({ epoch, seq }) {
      const parts = epochParts(epoch)
      const key = parts?.feed ?? epoch
      const now = { fence: parts?.fence ?? 0, seq }
      const before = highest.get(key)
      if (
        before !== undefined &&
        (now.fence < before.fence || (now.fence === before.fence && seq < before.seq))
      )
        return `the position fell from (${before.fence}, ${before.seq}) to (${now.fence}, ${seq}) of ${key}`
      highest.set(key, now)
      return undefined
    },
    reset: () => {
      highest.clear()
    },
  }
}
