/** Finds the users of this node who have no session left on any node. */
export interface UnusedUsers {
  /** A session of the user is known on this node. */
  readonly seen: (username: string) => void
  /**
   * Reports each seen user who had no session at the previous check either: while a person signs in, the feed starts
   * before the session begins.
   */
  readonly check: () => Promise<void>
}

export function createUnusedUsers(deps: {
  readonly count: (username: string) => Promise<number>
  readonly onUnused: (username: string) => void
}): UnusedUsers {
  /** By user: whether the last check found no session. */
  const users = new Map<string, boolean>()
  return {
    seen(username) {
      users.set(username, false)
    },
    async check() {
      for (const username of [...users.keys()]) {
        const isUnused = (await deps.count(username)) === 0
        const wasUnused = users.get(username) === true
        if (isUnused && wasUnused) {
          users.delete(username)
          deps.onUnused(username)
        } else users.set(username, isUnused)
      }
    },
  }
}
