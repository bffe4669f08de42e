import type { Display } from './display.ts'

/**
 * The displays that have authenticated since the server started, as they are now; in a cluster all displays, which may come
 * from another node at any moment. What runs often (schedules, speaker elections, board edits) reads them from here and not
 * from the database.
 */
export interface AuthenticatedDisplays {
  /**
   * Reads a display and remembers it. A change or revocation that happens while it is being read wins: undefined for a
   * display that was revoked meanwhile.
   */
  readonly load: (read: () => Promise<Display | undefined>) => Promise<Display | undefined>
  /**
   * Reads displays again, because another node may have changed them, and remembers those that are new here. Returns those
   * that are different now, those that are new, and the ids of those that were revoked. Changes by this process that happen
   * meanwhile win; what this finds wins over reads that began before it.
   */
  readonly reload: (
    ids: readonly string[],
    read: (ids: readonly string[]) => Promise<readonly Display[]>,
  ) => Promise<{
    readonly changed: readonly Display[]
    readonly learned: readonly Display[]
    readonly revoked: readonly string[]
  }>
  /** Reads displays that have not authenticated here. Changes by this process that happen meanwhile win. */
  readonly learn: (read: () => Promise<readonly Display[]>) => Promise<void>
  readonly changed: (display: Display) => void
  readonly revoked: (id: string) => void
  readonly has: (id: string) => boolean
  readonly find: (id: string) => Display | undefined
  readonly all: () => Iterable<Display>
  /** Those that may sound alarms: few, and needed with every event of any display. */
  readonly withSound: () => Iterable<Display>
}

/** What happened to displays while one read was under way: the set lives no longer than the read. */
type Meanwhile = Map<string, Display | 'revoked'>

export function createAuthenticatedDisplays(): AuthenticatedDisplays {
  const displays = new Map<string, Display>()
  const withSound = new Map<string, Display>()
  const reads = new Set<Meanwhile>()

  function remember(display: Display): void {
    displays.set(display.id, display)
    if (display.settings.sound === true) withSound.set(display.id, display)
    else withSound.delete(display.id)
  }
  function forget(id: string): void {
    displays.delete(id)
    withSound.delete(id)
  }

  /** Passes what happens to displays while it is read. */
  async function reading<T>(read: (meanwhile: Meanwhile) => Promise<T>): Promise<T> {
    const meanwhile: Meanwhile = new Map()
    reads.add(meanwhile)
    try {
      return await read(meanwhile)
    } finally {
      reads.delete(meanwhile)
    }
  }
  /** The reads that began before this one and are still under way: what they find may be older. */
  function readsBefore(meanwhile: Meanwhile): readonly Meanwhile[] {
    const underWay = [...reads]
    return underWay.slice(0, underWay.indexOf(meanwhile))
  }
  const isOther = (before: Display | undefined, display: Display) =>
    JSON.stringify(before) !== JSON.stringify(display)

  return {
    load: (read) =>
      reading(async (meanwhile) => {
        const stored = await read()
        if (stored === undefined) return undefined
        const current = meanwhile.get(stored.id) ?? stored
        if (current === 'revoked') return undefined
        remember(current)
        return current
      }),
    reload: (ids, read) =>
      reading(async (meanwhile) => {
        const stored = new Map((await read(ids)).map((display) => [display.id, display]))
        const settled = ids.filter((id) => !meanwhile.has(id))
        for (const earlier of readsBefore(meanwhile)) {
          for (const id of settled) earlier.set(id, stored.get(id) ?? 'revoked')
        }
        const others = settled.flatMap((id) => {
          const display = stored.get(id)
          return display !== undefined && isOther(displays.get(id), display) ? [display] : []
        })
        const changed = others.filter(({ id }) => displays.has(id))
        const learned = others.filter(({ id }) => !displays.has(id))
        const revoked = settled.filter((id) => displays.has(id) && !stored.has(id))
        for (const display of others) remember(display)
        for (const id of revoked) forget(id)
        return { changed, learned, revoked }
      }),
    learn: (read) =>
      reading(async (meanwhile) => {
        for (const stored of await read()) {
          const current = meanwhile.get(stored.id) ?? stored
          if (current !== 'revoked') remember(current)
        }
      }),
    changed(display) {
      for (const meanwhile of reads) meanwhile.set(display.id, display)
      if (displays.has(display.id)) remember(display)
    },
    revoked(id) {
      for (const meanwhile of reads) meanwhile.set(id, 'revoked')
      forget(id)
    },
    has: (id) => displays.has(id),
    find: (id) => displays.get(id),
    all: () => displays.values(),
    withSound: () => withSound.values(),
  }
}
