import type { MarkedDay } from '@wallboard/relay/rest/history-day'
import type { Actor } from '../../auth/actor.ts'
import type { Hints } from '../../bus/hints.ts'
import type { MarkedDayStore } from './marked-day-store.ts'

/** The days that are left out of what is usual: those of the configuration, and those that persons have marked. */
export interface MarkedDays {
  /** In order of their dates. */
  readonly list: (org: string) => Promise<readonly MarkedDay[]>
  /** The dates alone; without those of persons while the database cannot be read. */
  readonly dates: (org: string) => Promise<readonly string[]>
  readonly mark: (person: Actor, date: string, note: string) => Promise<void>
  /** False when no person has marked the day. */
  readonly unmark: (person: Actor, date: string) => Promise<boolean>
}

/**
 * The marks of a domain are read once, and again after a change on any node: each request for a band needs them.
 *
 * @param configured dates of the configuration, for all domains
 */
export function createMarkedDays(deps: {
  readonly store: MarkedDayStore
  readonly configured: readonly string[]
  readonly wall: () => number
  readonly hints: Pick<Hints, 'announce' | 'on'>
}): MarkedDays {
  const { store, hints } = deps
  const known = new Map<string, Promise<readonly MarkedDay[]>>()
  const fixed = [...new Set(deps.configured)].map((date) => ({ date, note: '', markedBy: null }))
  const isFixed = new Set(deps.configured)

  async function read(org: string): Promise<readonly MarkedDay[]> {
    const stored = await store.list(org)
    return [...fixed, ...stored.filter(({ date }) => !isFixed.has(date))].sort((one, other) =>
      one.date < other.date ? -1 : 1,
    )
  }

  function list(org: string): Promise<readonly MarkedDay[]> {
    const found = known.get(org)
    if (found !== undefined) return found
    const days = read(org)
    known.set(org, days)
    days.catch(() => {
      if (known.get(org) === days) known.delete(org)
    })
    return days
  }

  function changed(org: string): void {
    known.delete(org)
    hints.announce('marked-days', org)
  }
  hints.on('marked-days', (org) => {
    if (org === undefined) known.clear()
    else known.delete(org)
  })

  return {
    list,
    dates: async (org) => (await list(org).catch(() => fixed)).map(({ date }) => date),
    async mark({ org, username }, date, note) {
      await store.put(org, { date, note, markedBy: username, markedAt: deps.wall() })
      changed(org)
    },
    async unmark({ org }, date) {
      const isRemoved = await store.remove(org, date)
      changed(org)
      return isRemoved
    },
  }
}
