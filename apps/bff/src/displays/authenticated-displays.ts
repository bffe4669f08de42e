import type { Display } from './display.ts'

/**
 * The displays that have authenticated since the server started, as they are now. What runs often (schedules, speaker
 * elections, board edits) reads them from here and not from the database.
 */
export interface AuthenticatedDisplays {
  /**
   * Reads a display and remembers it. A change or revocation that happens while it is being read wins: undefined for a
   * display that was revoked meanwhile.
   */
  readonly load: (read: () => Promise<Display | undefined>) => Promise<Display | undefined>
  readonly changed: (display: Display) => void
  readonly revoked: (id: string) => void
  readonly has: (id: string) => boolean
  readonly all: () => Iterable<Display>
}

/** What happened to displays while one read was under way: the set lives no longer than the read. */
type Meanwhile = Map<string, Display | 'revoked'>

export function createAuthenticatedDisplays(): AuthenticatedDisplays {
  const displays = new Map<string, Display>()
  const reads = new Set<Meanwhile>()

  return {
    async load(read) {
      const meanwhile: Meanwhile = new Map()
      reads.add(meanwhile)
      try {
        const stored = await read()
        if (stored === undefined) return undefined
        const current = meanwhile.get(stored.id) ?? stored
        if (current === 'revoked') return undefined
        displays.set(current.id, current)
        return current
      } finally {
        reads.delete(meanwhile)
      }
    },
    changed(display) {
      for (const meanwhile of reads) meanwhile.set(display.id, display)
      if (displays.has(display.id)) displays.set(display.id, display)
    },
    revoked(id) {
      for (const meanwhile of reads) meanwhile.set(id, 'revoked')
      displays.delete(id)
    },
    has: (id) => displays.has(id),
    all: () => displays.values(),
  }
}
