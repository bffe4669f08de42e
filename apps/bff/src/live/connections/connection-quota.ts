/** How many sockets may be open at the same time. */
export interface ConnectionLimits {
  readonly inAll: number
  readonly perAddress: number
  readonly perPerson: number
}

/** Counts sockets against their limits, from the request for the upgrade until the stream is closed. */
export interface ConnectionQuota {
  /** False when a limit is reached, in all or for this address. */
  readonly take: (address: string) => boolean
  readonly release: (address: string) => void
  /** False when the limit of the person is reached, over all their sessions. */
  readonly takeForPerson: (username: string) => boolean
  readonly releaseForPerson: (username: string) => void
}

export function createConnectionQuota(limits: ConnectionLimits): ConnectionQuota {
  const byAddress = new Map<string, number>()
  const byPerson = new Map<string, number>()
  let inAll = 0

  function add(counts: Map<string, number>, name: string, change: 1 | -1): void {
    const count = (counts.get(name) ?? 0) + change
    if (count > 0) counts.set(name, count)
    else counts.delete(name)
  }

  return {
    take(address) {
      if (inAll >= limits.inAll || (byAddress.get(address) ?? 0) >= limits.perAddress) return false
      inAll += 1
      add(byAddress, address, 1)
      return true
    },
    release(address) {
      inAll -= 1
      add(byAddress, address, -1)
    },
    takeForPerson(username) {
      if ((byPerson.get(username) ?? 0) >= limits.perPerson) return false
      add(byPerson, username, 1)
      return true
    },
    releaseForPerson(username) {
      add(byPerson, username, -1)
    },
  }
}
