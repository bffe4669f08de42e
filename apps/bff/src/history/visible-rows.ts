import { noDirectory, type Directory } from '@wallboard/relay'
import {
  createRowFold,
  isTotalsId,
  seesAll,
  type Change,
  type DatedSource,
  type Row,
  type RowFold,
} from '@wallboard/statistics'
import type { RecordedNames } from './recording/recorded-names.ts'

/** What a person's own feed shows now. */
export interface VisibleNow {
  readonly queueIds: ReadonlySet<string>
  readonly agentIds: ReadonlySet<string>
  readonly campaignIds: ReadonlySet<string>
  /** The ids of the present rows of any data source. */
  readonly idsOf: (dataSource: string) => ReadonlySet<string>
}

/** Sources whose rows are queues, and sources whose rows are agents. */
export interface RowSubjects {
  readonly queues: ReadonlySet<string>
  readonly agents: ReadonlySet<string>
}

/** The part of a recording that a person may see. It follows the recording: rows first, then changes in their order. */
export interface VisibleCut {
  /** The names that the recording has from here on. */
  readonly named: (names: RecordedNames) => void
  readonly rows: (sources: readonly DatedSource[]) => readonly DatedSource[]
  /**
   * Without changes of rows that are not visible; a change of nothing else is left out. A totals row is removed when it
   * begins to count what is not visible, and added when it no longer does.
   */
  readonly changes: (changes: readonly Change[]) => readonly Change[]
  /** Agents and campaigns that are visible. */
  readonly directory: () => Directory
  readonly queues: () => RecordedNames['queues']
}

const idsOf = (recorded: readonly { readonly id: string }[]): readonly string[] =>
  recorded.map(({ id }) => id)
const isTotals = ({ id }: Row): boolean => isTotalsId(id)
const noChange = { added: [], updated: [], removed: [] }

function visibleDirectory({ agents, campaigns, reasons }: Directory, now: VisibleNow): Directory {
  return {
    agents: agents
      .filter(({ id }) => now.agentIds.has(id))
      .map((agent) => ({ ...agent, queueIds: agent.queueIds.filter((id) => now.queueIds.has(id)) })),
    campaigns: campaigns
      .filter(({ id }) => now.campaignIds.has(id))
      .map(({ queueIds, ...campaign }) => ({
        ...campaign,
        ...(queueIds === undefined ? {} : { queueIds: queueIds.filter((id) => now.queueIds.has(id)) }),
      })),
    reasons,
  }
}

/** Everything: for displays, each of which is sent what its board needs, and for recordings of a person's own feed. */
export function createWholeCut(): VisibleCut {
  let known: RecordedNames | undefined
  return {
    named(names) {
      known = names
    },
    rows: (sources) => sources,
    changes: (changes) => changes,
    directory: () => known?.directory ?? noDirectory,
    queues: () => known?.queues ?? [],
  }
}

/**
 * Cuts the recording of another feed to the rows that a person may see: of the queues and agents that the person's own
 * feed shows now. Rows of other sources are visible while the feed has them. A totals row counts the whole domain, so it
 * is visible only while the person sees everything that it counts: by the names and by the rows of that time.
 */
export function createVisibleCut(now: VisibleNow, subjects: RowSubjects): VisibleCut {
  let known: RecordedNames | undefined
  let hasNamed = { queues: false, agents: false, campaigns: false }
  const filters = new Map<string, (id: string) => boolean>()
  /** By data source: the totals rows of the recording, the ids of those that are shown, and of rows that are not visible. */
  const totals = new Map<string, RowFold>()
  const shown = new Map<string, readonly string[]>()
  const unseen = new Map<string, Set<string>>()

  function isVisible(dataSource: string): (id: string) => boolean {
    const found = filters.get(dataSource)
    if (found !== undefined) return found
    const present = now.idsOf(dataSource)
    const ids = subjects.queues.has(dataSource)
      ? now.queueIds
      : subjects.agents.has(dataSource)
        ? now.agentIds
        : present
    const filter = (id: string) => present.has(id) || ids.has(id)
    filters.set(dataSource, filter)
    return filter
  }

  const seesRows = (dataSource: string): boolean => (unseen.get(dataSource)?.size ?? 0) === 0

  function hasTotals(dataSource: string): boolean {
    if (!seesRows(dataSource)) return false
    if (subjects.queues.has(dataSource)) return hasNamed.queues
    if (subjects.agents.has(dataSource)) return hasNamed.agents
    return hasNamed.queues && hasNamed.campaigns && [...subjects.queues].every(seesRows)
  }

  /** Takes note of totals rows and of rows that are not visible. */
  function follow({ dataSource, added, updated, removed }: Change): void {
    const filter = isVisible(dataSource)
    const hidden = unseen.get(dataSource) ?? new Set()
    unseen.set(dataSource, hidden)
    for (const id of removed) hidden.delete(id)
    for (const { id } of [...added, ...updated]) if (!isTotalsId(id) && !filter(id)) hidden.add(id)
    const ofTotals = {
      ...{ dataSource, added: added.filter(isTotals), updated: updated.filter(isTotals) },
      removed: removed.filter(isTotalsId),
    }
    const fold = totals.get(dataSource) ?? createRowFold()
    totals.set(dataSource, fold)
    fold.applyChange(ofTotals)
  }

  /** The change of the totals rows of a data source, as they are shown. */
  function totalsChange(dataSource: string, change: Change): Change {
    const before = shown.get(dataSource) ?? []
    const rows = hasTotals(dataSource) ? (totals.get(dataSource)?.rows() ?? []) : []
    shown.set(
      dataSource,
      rows.map(({ id }) => id),
    )
    const isShown = new Set(before)
    return {
      dataSource,
      added: rows.filter(({ id }) => !isShown.has(id)),
      updated:
        rows.length === 0
          ? []
          : [...change.added, ...change.updated].filter(({ id }) => isTotalsId(id) && isShown.has(id)),
      removed: before.filter((id) => rows.every((row) => row.id !== id)),
    }
  }

  function cutChange(change: Change): readonly Change[] {
    const { dataSource } = change
    const filter = isVisible(dataSource)
    const ofTotals = totalsChange(dataSource, change)
    const added = [...ofTotals.added, ...change.added.filter(({ id }) => !isTotalsId(id) && filter(id))]
    const updated = [...ofTotals.updated, ...change.updated.filter(({ id }) => !isTotalsId(id) && filter(id))]
    const removed = [...ofTotals.removed, ...change.removed.filter((id) => !isTotalsId(id) && filter(id))]
    return added.length + updated.length + removed.length === 0
      ? []
      : [{ dataSource, added, updated, removed }]
  }

  return {
    named(names) {
      known = names
      const { agents, campaigns } = names.directory
      hasNamed = {
        queues: seesAll(now.queueIds, idsOf(names.queues)),
        agents: seesAll(now.agentIds, idsOf(agents)),
        campaigns: seesAll(now.campaignIds, idsOf(campaigns)),
      }
    },
    directory: () => visibleDirectory(known?.directory ?? noDirectory, now),
    queues: () => (known?.queues ?? []).filter(({ id }) => now.queueIds.has(id)),
    rows(sources) {
      for (const { dataSource, data } of sources) {
        totals.delete(dataSource)
        unseen.delete(dataSource)
        follow({ ...noChange, dataSource, added: data })
      }
      return sources.map(({ dataSource, data }) => {
        const filter = isVisible(dataSource)
        const hasAll = hasTotals(dataSource)
        shown.set(dataSource, hasAll ? data.filter(isTotals).map(({ id }) => id) : [])
        return { dataSource, data: data.filter(({ id }) => (isTotalsId(id) ? hasAll : filter(id))) }
      })
    },
    changes(changes) {
      for (const change of changes) follow(change)
      const changed = new Set(changes.map(({ dataSource }) => dataSource))
      // What a totals row counts may have become visible, or not visible, by a change of something else.
      const others = [...totals.keys()].filter((dataSource) => !changed.has(dataSource))
      return [...changes, ...others.map((dataSource) => ({ ...noChange, dataSource }))].flatMap(cutChange)
    },
  }
}
