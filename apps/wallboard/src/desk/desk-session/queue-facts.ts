import type { Level } from '@wallboard/statistics'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import type { Membership, QueueTile } from '../../live/stores/queue-tile.ts'

/** What a list of queues can be filtered by. */
export interface QueueFacts {
  readonly id: string
  readonly name: string
  readonly level: Level
}

interface FactsStores {
  readonly statistics: {
    readonly membership: { readonly getState: () => Membership }
    readonly tile: (id: string) => { readonly getState: () => Pick<QueueTile, 'label'> } | undefined
  }
  readonly alerts: {
    readonly active: {
      readonly getState: () => Pick<ReturnType<LiveStores['alerts']['active']['getState']>, 'levels'>
    }
  }
}

/**
 * Reads all queues: the same array while names and levels are the same. React asks several times for each change of a row.
 * A renamed queue is in another list of ids, so the queues are looked through for another list or other levels only.
 */
export function createFactsReader({ statistics, alerts }: FactsStores): () => readonly QueueFacts[] {
  let known: readonly QueueFacts[] = []
  let read: { readonly ids: object; readonly levels: object } | undefined
  return () => {
    const { levels } = alerts.active.getState()
    const { ids } = statistics.membership.getState()
    if (read?.ids === ids && read.levels === levels) return known
    read = { ids, levels }
    const facts = ids.map((id) => ({
      id,
      name: statistics.tile(id)?.getState().label ?? id,
      level: levels.get(id) ?? 'none',
    }))
    const isSame =
      facts.length === known.length &&
      facts.every(({ id, name, level }, index) => {
        const before = known[index]
        return before?.id === id && before.name === name && before.level === level
      })
    if (!isSame) known = facts
    return known
  }
}
