import { silenceMetric, type Figure, type RuleSubject } from '@wallboard/alerts'
import { DataSource } from '@wallboard/five9/identifiers'
import {
  agentSource,
  campaignName,
  measureSubject,
  type AlertSubject,
  type Measured,
  type Queues,
} from '@wallboard/boards'
import type { AlertEntity } from '@wallboard/relay/rest/alerts'
import {
  activityOf,
  campaignMetrics,
  outboundMetrics,
  queueFigureForThreshold,
  queueMetrics,
  dialerStateOf,
  queueSource,
  type MetricName,
} from '@wallboard/statistics'
import { secondsInState } from '@wallboard/statistics/estimates'
import { agentName } from './directory-index.ts'
import type { EvaluatedRule } from './evaluated-rule.ts'
import { silenceFigure, type SilenceMeasurement } from './silence-figure.ts'

/** An entity of a rule and its figure now; `isGone`: the domain no longer has it. */
export interface MeasuredEntity {
  readonly entity: AlertEntity
  /** The key of the tile that shows it; undefined for a rule that is no tile's. */
  readonly tile?: string
  readonly figure: Figure
}

/** A display and since when it is unhealthy, by the evaluator's monotonic clock; null while it is healthy. */
export interface MeasuredDisplay {
  readonly id: string
  readonly name: string
  readonly unhealthySince: number | null
}

/** What is measured now. Instants are monotonic milliseconds. */
export interface Measurement extends SilenceMeasurement {
  readonly isLive: (dataSource: string) => boolean
  /** Since when no data of Five9 has been live; null while some is. */
  readonly deadSince: number | null
  /** Data sources that are not live although the link is up, and since when. */
  readonly deadSources: ReadonlyMap<string, number>
  readonly displays: () => readonly MeasuredDisplay[]
  /** The edge of the normal band of a figure; null where it is not known. */
  readonly bandEdge: (
    /** One queue, several as one, or null for the floor. */
    queues: readonly string[] | null,
    metric: string,
    when: 'above' | 'below',
  ) => number | null
}

const metricNames = { ...queueMetrics, ...campaignMetrics, ...outboundMetrics }
const isMetricName = (name: string): name is MetricName => Object.hasOwn(metricNames, name)
export const isQueueMetric = (name: string): name is keyof typeof queueMetrics =>
  Object.hasOwn(queueMetrics, name)

/** Waits grow by the clock while somebody waits. */
const runningMetrics: ReadonlySet<string> = new Set(['currentLongestQueueTime', 'currentLongestCallbackTime'])

/** Whether a value grows by the clock. */
export const isRunningValue = (metric: string, value: number | null): boolean =>
  value !== null && value > 0 && runningMetrics.has(metric)

const entity = (kind: AlertEntity['kind'], id: string, name: string): AlertEntity => ({ kind, id, name })
export const linkEntity = entity('link', 'five9', 'Five9')

function figureOf(measured: Measured, metric: string, isLive: boolean, reference?: number | null): Figure {
  const isInsufficient = measured === 'insufficient-data'
  const value =
    measured === 'insufficient-data' ? undefined : typeof measured === 'object' ? measured.value : measured
  return {
    value: value ?? null,
    isLive,
    ...(isInsufficient ? { isInsufficient } : {}),
    ...(typeof measured === 'object' && measured.isAtLeast ? { isAtLeast: true } : {}),
    ...(isRunningValue(metric, value ?? null) ? { isRunning: true } : {}),
    ...(reference === undefined ? {} : { reference }),
  }
}

/** Time that runs since an instant; zero without one. */
const running = (since: number | null | undefined, now: number, isLive = true): Figure => ({
  value: since === null || since === undefined ? 0 : Math.max(0, now - since),
  isLive,
  ...(since === null || since === undefined ? {} : { isRunning: true }),
})

function entityOf(subject: AlertSubject, name: string | undefined): AlertEntity {
  switch (subject.of) {
    case 'queue':
      return entity('queue', subject.queue, name ?? subject.queue)
    case 'group':
      return entity('group', subject.name, subject.name)
    case 'campaign':
      return entity('campaign', subject.campaign, name ?? subject.campaign)
    case 'outbound-campaign':
      return entity('outbound-campaign', subject.campaign, name ?? subject.campaign)
    case 'metric': {
      const figure = subject.metric
      if (figure.of === 'campaign' || figure.of === 'outbound-campaign')
        return entity(figure.of, figure.campaign, name ?? figure.campaign)
      if (figure.of === 'queues' && figure.queues !== 'all' && figure.queues.length === 1)
        return entity('queue', figure.queues[0] ?? '', name ?? figure.queues[0] ?? '')
      if (figure.of === 'queues') return entity('group', name ?? 'all', name ?? 'All queues')
      return entity('floor', 'floor', name ?? 'Floor')
    }
  }
}

/** The queues of a subject with a normal band, null for the floor; undefined for another subject. */
function bandQueuesOf(subject: AlertSubject): readonly string[] | null | undefined {
  const ofGroup = (queues: Queues) => (queues === 'all' ? null : queues)
  if (subject.of === 'queue') return [subject.queue]
  if (subject.of === 'group') return ofGroup(subject.queues)
  if (subject.of !== 'metric') return undefined
  if (subject.metric.of === 'floor') return null
  return subject.metric.of === 'queues' ? ofGroup(subject.metric.queues) : undefined
}

/** What a relative limit is multiplied by; undefined for a rule with fixed limits. */
function referenceOf(rule: EvaluatedRule, subject: AlertSubject, at: Measurement): number | null | undefined {
  if (!rule.compiled.isRelative) return undefined
  if (rule.relativeTo === 'normal-band') {
    const queues = bandQueuesOf(subject)
    const when = rule.compiled.limits[0]?.when === 'below' ? 'below' : 'above'
    return queues === undefined ? null : at.bandEdge(queues, rule.compiled.metric, when)
  }
  const measured = measureSubject(subject, at.metrics, at.now)?.figure('agentsInQueue')
  if (subject.of === 'metric' && subject.metric.of === 'floor')
    return at.metrics.floor('agentsInQueue', at.now, 'threshold').value ?? null
  return figureOf(measured, 'agentsInQueue', true).value
}

function measureFigure(
  rule: EvaluatedRule,
  subject: AlertSubject,
  at: Measurement,
  tile?: string,
): readonly MeasuredEntity[] {
  const { metric } = rule.compiled
  if (!isMetricName(metric)) return []
  const measured = measureSubject(subject, at.metrics, at.now)
  if (measured === undefined) return []
  const isLive = rule.dataSources.every(at.isLive) && measured.isAvailable
  const figure = figureOf(measured.figure(metric), metric, isLive, referenceOf(rule, subject, at))
  return [{ entity: entityOf(subject, measured.name), figure, ...(tile === undefined ? {} : { tile }) }]
}

function measureAgent(
  rule: EvaluatedRule,
  state: string,
  id: string,
  at: Measurement,
): readonly MeasuredEntity[] {
  const row = at.metrics.data.rows(agentSource).get(id)
  if (row === undefined) return []
  const name = agentName(at.metrics.data.directory(), id)
  const isLive = rule.dataSources.every(at.isLive)
  const seconds = activityOf(row) === state ? secondsInState(row, at.now - at.domainOffsetMs) : undefined
  return [
    {
      entity: entity('agent', id, name),
      figure: running(seconds === undefined ? null : at.now - seconds * 1_000, at.now, isLive),
    },
  ]
}

/** How long a campaign has not been running. */
function measureNotRunning(
  kind: 'campaign' | 'outbound-campaign',
  id: string,
  at: Measurement,
): readonly MeasuredEntity[] {
  const { data } = at.metrics
  const row = data.rows(DataSource.CampaignState).get(id)
  if (row === undefined) return []
  const since = Number(row['stateSince'])
  const isStopped = dialerStateOf(row) === 'stopped' && since > 0
  return [
    {
      entity: entity(kind, id, campaignName(data, id)),
      figure: running(
        isStopped ? since + at.domainOffsetMs : null,
        at.now,
        at.isLive(DataSource.CampaignState),
      ),
    },
  ]
}

function measureSilence(rule: EvaluatedRule, id: string, at: Measurement): readonly MeasuredEntity[] {
  const figure = silenceFigure(id, at, rule.dataSources.every(at.isLive))
  if (figure === undefined) return []
  return [{ entity: entity('campaign', id, campaignName(at.metrics.data, id)), figure }]
}

function measureCampaign(
  rule: EvaluatedRule,
  kind: 'campaign' | 'outbound-campaign',
  id: string,
  at: Measurement,
): readonly MeasuredEntity[] {
  if (rule.compiled.metric === 'secondsNotRunning') return measureNotRunning(kind, id, at)
  if (rule.compiled.metric === silenceMetric) return measureSilence(rule, id, at)
  return measureFigure(rule, { of: kind, campaign: id }, at)
}

const sourceNames: ReadonlyMap<string, string> = new Map([
  [queueSource, 'Queues'],
  [agentSource, 'Agents'],
])

function measureSources(at: Measurement): readonly MeasuredEntity[] {
  const link = { entity: linkEntity, figure: running(at.deadSince, at.now) }
  const sources = Array.from(at.deadSources, ([id, since]) => ({
    entity: entity('link', id, sourceNames.get(id) ?? id),
    figure: running(at.deadSince === null ? since : null, at.now),
  }))
  return [link, ...sources]
}

/** One queue: what `measureFigure` does, without the detour for subjects of boards. Most rules are of queues. */
function measureQueue(
  rule: EvaluatedRule,
  id: string,
  at: Measurement,
  tile?: string,
): readonly MeasuredEntity[] {
  const { metric } = rule.compiled
  const { data } = at.metrics
  const row = data.queueRow(id)
  if (row === undefined || !isQueueMetric(metric)) return []
  if (rule.compiled.isRelative) return measureFigure(rule, { of: 'queue', queue: id }, at, tile)
  const value = queueFigureForThreshold(row, metric, at.now)
  const figure = figureOf(value, metric, rule.dataSources.every(at.isLive))
  const measured = { entity: entity('queue', id, data.queueLabel(id)), figure }
  return [tile === undefined ? measured : { ...measured, tile }]
}

/** Measures one entity of a rule that has several. Empty: there is no such entity. */
export function measureOne(rule: EvaluatedRule, id: string, at: Measurement): readonly MeasuredEntity[] {
  const { subject } = rule
  if (subject.type === 'sources') return []
  if (subject.type === 'tile') return measureQueue(rule, id, at, subject.tile.key(id))
  const { of } = subject
  if ('queues' in of) return measureQueue(rule, id, at)
  if ('agents' in of) return measureAgent(rule, of.agents.state, id, at)
  if ('campaigns' in of) return measureCampaign(rule, 'campaign', id, at)
  return measureCampaign(rule, 'outbound-campaign', id, at)
}

function measureWritten(rule: EvaluatedRule, of: RuleSubject, at: Measurement): readonly MeasuredEntity[] {
  const { metric } = rule.compiled
  if ('link' in of) return [{ entity: linkEntity, figure: running(at.deadSince, at.now) }]
  if ('displays' in of)
    return at
      .displays()
      .filter(({ id }) => of.displays === 'all' || of.displays.includes(id))
      .map(({ id, name, unhealthySince }) => ({
        entity: entity('display', id, name),
        figure: running(unhealthySince, at.now),
      }))
  if (!isQueueMetric(metric)) return []
  if ('floor' in of)
    return measureFigure(rule, { of: 'metric', name: undefined, metric: { of: 'floor', metric } }, at)
  if ('group' in of) return measureFigure(rule, { of: 'group', ...of.group }, at)
  return []
}

/** Measures the entities of a rule that are not told apart by an id of one data source. */
export function measureWhole(rule: EvaluatedRule, at: Measurement): readonly MeasuredEntity[] {
  const { subject } = rule
  if (subject.type === 'sources') return measureSources(at)
  if (subject.type === 'rule') return measureWritten(rule, subject.of, at)
  const { tile } = subject
  return tile.subject === undefined ? [] : measureFigure(rule, tile.subject, at, tile.key())
}
