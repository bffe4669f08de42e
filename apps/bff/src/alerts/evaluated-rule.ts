import {
  compileRule,
  RuleDocument,
  silenceMetric,
  type CompiledRule,
  type RuleSubject,
} from '@wallboard/alerts'
import { DataSource } from '@wallboard/five9/identifiers'
import {
  agentSource,
  applyMode,
  campaignSource,
  outboundSource,
  planOf,
  type Board,
  type TilePlan,
} from '@wallboard/boards'
import {
  campaignMetrics,
  compareLevels,
  outboundMetrics,
  queueMetrics,
  queueSource,
  type Limit,
  type MetricName,
} from '@wallboard/statistics'
import type { RuleRecord } from './rule-record.ts'

/** What a rule evaluates: the subject of a written rule, or a tile of a board. */
export type EvaluatedSubject =
  | { readonly type: 'rule'; readonly of: RuleSubject }
  | { readonly type: 'tile'; readonly tile: TilePlan }
  /** The data sources themselves: see `sourceRule`. */
  | { readonly type: 'sources' }

/** A rule as the evaluator evaluates it: written by itself, or the thresholds of a tile on one metric. */
export interface EvaluatedRule {
  readonly id: string
  readonly name: string
  /** Of the rule or the board. An alert of another revision ends with `rule-changed`. */
  readonly revision: number
  readonly compiled: CompiledRule
  /** What the limits are multiplied by; undefined for fixed limits. */
  readonly relativeTo?: 'available-agents' | 'normal-band' | undefined
  readonly subject: EvaluatedSubject
  /** The data sources of its figures; evaluation stands still while one is not live. None: it depends on no source. */
  readonly dataSources: readonly string[]
  readonly board: { readonly id: string; readonly name: string } | null
}

/** Whether the figure of a rule changes with the time of day, without a change of a row. */
export const followsTimeOfDay = ({ compiled }: EvaluatedRule): boolean => compiled.metric === silenceMetric

/** The queues of a rule of a group, or of all queues; null for any other rule. */
export function membersOf({ subject }: EvaluatedRule): 'all' | string[] | null {
  const copy = (queues: 'all' | readonly string[]) => (queues === 'all' ? queues : [...queues])
  if (subject.type === 'sources') return null
  if (subject.type === 'rule') return 'group' in subject.of ? copy(subject.of.group.queues) : null
  const of = subject.tile.subject
  if (of?.of === 'group') return copy(of.queues)
  return of?.of === 'metric' && of.metric.of === 'queues' ? copy(of.metric.queues) : null
}

/** The sources of a written rule's figures. */
function sourcesOf(of: RuleSubject, metric: string): readonly string[] {
  if ('link' in of || 'displays' in of) return []
  if ('agents' in of) return [agentSource]
  if ('campaigns' in of) {
    if (metric === 'secondsNotRunning') return [DataSource.CampaignState]
    return metric === silenceMetric ? [campaignSource, DataSource.CampaignState] : [campaignSource]
  }
  if ('outboundCampaigns' in of) return [outboundSource]
  return [queueSource]
}

/** Prepares a stored rule; undefined for one that is switched off, or that this version cannot read. */
export function evaluatedRuleOf(
  record: Pick<RuleRecord, 'id' | 'revision' | 'document'>,
  timeZone: string,
): EvaluatedRule | undefined {
  const parsed = RuleDocument.safeParse(record.document)
  if (!parsed.success || parsed.data.enabled === false) return undefined
  const rule = parsed.data
  return {
    ...{ id: record.id, name: rule.name, revision: record.revision },
    compiled: compileRule(rule, timeZone),
    relativeTo: rule.relativeTo,
    subject: { type: 'rule', of: rule.of },
    dataSources: sourcesOf(rule.of, rule.metric),
    board: null,
  }
}

const units = { ...queueMetrics, ...campaignMetrics, ...outboundMetrics }

/** The alarms of a board's thresholds: every alert is shown, but only critical ones sound again. */
const tileAlarms = { cooldownMs: 600_000, reAlarmMs: 900_000, reAlarmLevel: 'critical' } as const

function compiledTile(metric: MetricName, limits: readonly Limit[]): CompiledRule {
  return {
    ...{
      metric,
      unit: units[metric].unit,
      isRelative: false,
      hours: undefined,
      ...tileAlarms,
      notify: [],
    },
    limits: [...limits].sort((a, b) => compareLevels(b.level, a.level)),
  }
}

function tileRules(
  board: NonNullable<EvaluatedRule['board']>,
  revision: number,
  tile: TilePlan,
): readonly EvaluatedRule[] {
  const byFigure = new Map<string, { readonly metric: MetricName; readonly limits: Limit[] }>()
  for (const { metric, threshold } of tile.rules) {
    const key = `${metric} ${threshold.when}`
    const known = byFigure.get(key)
    if (known === undefined) byFigure.set(key, { metric, limits: [threshold] })
    else known.limits.push(threshold)
  }
  return [...byFigure].map(([figure, { metric, limits }]) => ({
    id: `board:${board.id}:${tile.key()}:${figure.replace(' ', ':')}`,
    name: board.name,
    revision,
    compiled: compiledTile(metric, limits),
    subject: { type: 'tile', tile },
    dataSources: tile.dataSources,
    board,
  }))
}

/** The rules of a board's thresholds, as its mode shows it: one for each tile, metric and direction. */
export function rulesOfBoard(id: string, revision: number, document: Board): readonly EvaluatedRule[] {
  const board = { id, name: document.name }
  return planOf(applyMode(document)).tiles.flatMap((tile) => tileRules(board, revision, tile))
}

const sourceAlertAfterMs = 60_000

/** The one alert for a data source that is not live: all that depends on it stands still. */
export const sourceRule: EvaluatedRule = {
  ...{ id: 'source', name: 'Source', revision: 1, dataSources: [], board: null },
  subject: { type: 'sources' },
  compiled: {
    ...{ metric: 'secondsWithoutData', unit: 'ms', isRelative: false, hours: undefined },
    ...{ cooldownMs: 600_000, reAlarmMs: 900_000, notify: [] },
    limits: [
      {
        ...{ level: 'critical', when: 'above', value: sourceAlertAfterMs, clearsAt: sourceAlertAfterMs },
        ...{ onDelayMs: 0, offDelayMs: 0 },
      },
    ],
  },
}
