import type { Pace } from '@wallboard/relay'
import type { Change, FullSource, Row } from '@wallboard/statistics'

/** What a screen is to be sent: screens that want the same share one view. */
export interface Wanted {
  readonly pace: Pace
  readonly sources: readonly string[]
  /** The queues whose rows are sent; the totals row always is. */
  readonly queueIds: readonly string[] | 'all'
  /** Fields of agent rows that are sent beside the id; `all` where the screen may show people. */
  readonly agentFields: readonly string[] | 'all'
}

const totalsId = '0'
const queueSource = 'ACD_STATUS'
const agentSources: ReadonlySet<string> = new Set(['AGENT_STATE', 'AGENT_STATISTIC', 'USER_SESSION'])

/** Equal for all that want the same, whatever order they say it in. */
export function wantedKey({ pace, sources, queueIds, agentFields }: Wanted): string {
  const sorted = (list: readonly string[] | 'all') => (list === 'all' ? list : [...new Set(list)].sort())
  return JSON.stringify([pace, sorted(sources), sorted(queueIds), sorted(agentFields)])
}

function fieldsOnly(row: Row, fields: ReadonlySet<string>): Row {
  const kept = Object.entries(row).filter(([field]) => fields.has(field))
  return { ...Object.fromEntries(kept), id: row.id, asOf: row.asOf }
}

/** The part of full sources and of changes that somebody wants. */
export interface Projection {
  readonly full: (source: FullSource) => FullSource
  /** Undefined when nothing of the change is wanted. */
  readonly change: (change: Change) => Change | undefined
  readonly queues: <Q extends { readonly id: string }>(queues: readonly Q[]) => Q[]
}

/** Reads a wish once, so that each change costs what changed and not what was wished. */
export function projectionOf({ sources, queueIds, agentFields }: Wanted): Projection {
  const wantedSources = new Set(sources)
  const wantedQueues = queueIds === 'all' ? undefined : new Set([...queueIds, totalsId])
  const wantedFields = agentFields === 'all' ? undefined : new Set(agentFields)

  function rowsOf(dataSource: string, rows: readonly Row[]): readonly Row[] {
    if (dataSource === queueSource && wantedQueues !== undefined)
      return rows.filter(({ id }) => wantedQueues.has(id))
    if (wantedFields !== undefined && agentSources.has(dataSource))
      return rows.map((row) => fieldsOnly(row, wantedFields))
    return rows
  }

  /** An update that touched none of the fields that are sent is none. */
  const tells = (row: Row) => Object.keys(row).some((field) => field !== 'id' && field !== 'asOf')

  return {
    queues: (queues) => queues.filter(({ id }) => wantedQueues?.has(id) ?? true),
    full: ({ dataSource, data }) => ({ dataSource, data: [...rowsOf(dataSource, data)] }),
    change(change) {
      const { dataSource } = change
      if (!wantedSources.has(dataSource)) return undefined
      const added = rowsOf(dataSource, change.added)
      const updated = rowsOf(dataSource, change.updated).filter(tells)
      const removed =
        dataSource === queueSource && wantedQueues !== undefined
          ? change.removed.filter((id) => wantedQueues.has(id))
          : change.removed
      if (added.length + updated.length + removed.length === 0) return undefined
      return { dataSource, added: [...added], updated: [...updated], removed: [...removed] }
    },
  }
}
