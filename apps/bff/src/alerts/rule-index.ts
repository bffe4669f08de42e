import type { Change, QueueMetric } from '@wallboard/statistics'
import type { EvaluatedRule } from './evaluated-rule.ts'
import { quickMetricOf } from './quick-figure.ts'
import { isOfEach } from './rule-entities.ts'

/** A rule that a change of a row touches. */
export interface TouchedRule {
  readonly rule: EvaluatedRule
  /** The rule names the row. */
  readonly isListed: boolean
  /** The rule is evaluated for each row, and not as a whole. */
  readonly isOfEach: boolean
  /** The metric whose value decides before anything else is measured: see `quickMetricOf`. */
  readonly quickMetric: QueueMetric | undefined
}

/** The rules that depend on one data source. */
interface SourceRules {
  /** Rules of certain rows, by the id of the row. */
  readonly byRow: Map<string, TouchedRule[]>
  /** Rules that any row may concern. */
  readonly byAny: TouchedRule[]
}

/** Finds the rules that changes touch, so that a change of one row costs nothing for the rules of others. */
export interface RuleIndex {
  /** Calls `visit` once for each row that changed and each rule that it touches. */
  readonly visit: (changes: readonly Change[], visit: (touched: TouchedRule, id: string) => void) => void
}

/** The rows that a rule is of; undefined: any of its data source. */
function rowIdsOf({ subject, dataSources }: EvaluatedRule): readonly string[] | undefined {
  if (dataSources.length !== 1 || subject.type === 'sources') return undefined
  const listed = (ids: 'all' | readonly string[]) => (ids === 'all' ? undefined : ids)
  if (subject.type === 'tile') {
    const { tile } = subject
    if (tile.subject === undefined) return listed(tile.eachQueue)
    return tile.subject.of === 'queue' ? [tile.subject.queue] : undefined
  }
  const { of } = subject
  if ('queues' in of) return listed(of.queues)
  if ('group' in of) return listed(of.group.queues)
  if ('campaigns' in of) return listed(of.campaigns)
  return 'outboundCampaigns' in of ? listed(of.outboundCampaigns) : undefined
}

/** The rows that changed of data sources with rules: each once, in however many changes. */
function changedIds(
  changes: readonly Change[],
  hasRules: (dataSource: string) => boolean,
): ReadonlyMap<string, ReadonlySet<string>> {
  const bySource = new Map<string, Set<string>>()
  for (const change of changes) {
    if (!hasRules(change.dataSource)) continue
    const { dataSource, added, updated, removed } = change
    const ids = bySource.get(dataSource) ?? new Set()
    bySource.set(dataSource, ids)
    for (const id of removed) ids.add(id)
    for (const { id } of added) ids.add(id)
    for (const { id } of updated) ids.add(id)
  }
  return bySource
}

export function indexRules(rules: Iterable<EvaluatedRule>): RuleIndex {
  const bySource = new Map<string, SourceRules>()

  function add(rule: EvaluatedRule, source: string): void {
    const ofSource = bySource.get(source) ?? { byRow: new Map<string, TouchedRule[]>(), byAny: [] }
    bySource.set(source, ofSource)
    const ids = rowIdsOf(rule)
    const kind = { rule, isListed: ids !== undefined, isOfEach: isOfEach(rule) }
    const touched = { ...kind, quickMetric: quickMetricOf(rule) }
    if (ids === undefined) {
      ofSource.byAny.push(touched)
      return
    }
    for (const id of new Set(ids)) {
      const known = ofSource.byRow.get(id)
      if (known === undefined) ofSource.byRow.set(id, [touched])
      else known.push(touched)
    }
  }

  for (const rule of rules) for (const source of rule.dataSources) add(rule, source)
  const hasRules = (dataSource: string) => bySource.has(dataSource)
  return {
    visit(changes, visit) {
      for (const [dataSource, ids] of changedIds(changes, hasRules)) {
        const ofSource = bySource.get(dataSource)
        if (ofSource === undefined) continue
        for (const id of ids) {
          for (const touched of ofSource.byRow.get(id) ?? []) visit(touched, id)
          for (const touched of ofSource.byAny) visit(touched, id)
        }
      }
    },
  }
}
