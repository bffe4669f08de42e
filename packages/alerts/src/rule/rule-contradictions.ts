import { queueMetrics, type Unit } from '@wallboard/statistics'
import {
  ruleMetrics,
  silenceMetric,
  subjectKindOf,
  type RuleMetric,
  type SubjectKind,
} from './rule-metrics.ts'
import type { RuleShape } from './rule-shape.ts'

/** Two fields of a rule that cannot both hold, or a field that does not fit the metric. */
export interface Contradiction {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Calls and contacts that wait: what can be divided by the agents who are ready for them. */
const waitingMetrics = [
  'callsInQueue',
  'callbacksInQueue',
  'voicemailsInQueue',
  'vivrCallsInQueue',
  'chatsInQueue',
  'emailsInQueue',
]

/** The unit of a rule's limits: that of its metric, unless they are relative. */
export function limitUnitOf(rule: Pick<RuleShape, 'relativeTo'>, metric: RuleMetric): Unit {
  if (rule.relativeTo === 'available-agents') return 'ratio'
  return rule.relativeTo === 'normal-band' ? 'share' : metric.unit
}

function* metricProblems(rule: RuleShape, kind: SubjectKind): Iterable<Contradiction> {
  if (ruleMetrics[kind].has(rule.metric)) return
  const names = [...ruleMetrics[kind].keys()].join(', ')
  yield {
    path: ['metric'],
    message: `there is no metric "${rule.metric}" of "${kind}". Metrics of "${kind}": ${names}`,
  }
}

function* limitProblems({ warn, critical, when }: RuleShape): Iterable<Contradiction> {
  if (warn === undefined && critical === undefined)
    yield { path: [], message: 'a rule needs a limit: "warn", "critical" or both' }
  if (warn === undefined || critical === undefined) return
  const isWorse = when === 'below' ? critical < warn : critical > warn
  if (isWorse) return
  const side = when === 'below' ? 'below' : 'above'
  yield { path: ['critical'], message: `the critical limit must be ${side} the warn limit, which is ${warn}` }
}

function* shareProblems(rule: RuleShape, metric: RuleMetric): Iterable<Contradiction> {
  if (limitUnitOf(rule, metric) !== 'share' || rule.relativeTo !== undefined) return
  for (const level of ['warn', 'critical'] as const)
    if ((rule[level] ?? 0) > 100) yield { path: [level], message: 'a limit in per cent is at most 100' }
}

function* clearsProblems(rule: RuleShape, metric: RuleMetric): Iterable<Contradiction> {
  const { clears, when } = rule
  if (clears === undefined) return
  if (when === 'increase')
    yield {
      path: ['clears'],
      message: 'an increase has no value at which it ends: use "offDelay" for how long its alert stays',
    }
  else if (limitUnitOf(rule, metric) === 'share') {
    if (clears > 100) yield { path: ['clears'], message: 'is in points away from the limit: at most 100' }
  } else if (when === 'above' && clears > 100)
    yield {
      path: ['clears'],
      message: 'an alert above a limit ends at or below it: at most 100 per cent of the limit',
    }
  else if (when === 'below' && clears < 100)
    yield {
      path: ['clears'],
      message: 'an alert below a limit ends at or above it: at least 100 per cent of the limit',
    }
}

function* increaseProblems({
  when,
  offDelay,
  onDelay,
  relativeTo,
  warn,
  critical,
}: RuleShape): Iterable<Contradiction> {
  if (when !== 'increase') return
  if (offDelay === 0)
    yield { path: ['offDelay'], message: 'is how long the alert of an increase stays: at least some seconds' }
  if (onDelay !== undefined && onDelay > 0)
    yield { path: ['onDelay'], message: 'an increase happens at one instant: it has no on-delay' }
  if (relativeTo !== undefined) yield { path: ['relativeTo'], message: 'an increase has no relative limits' }
  for (const [level, limit] of Object.entries({ warn, critical }))
    if (limit === 0)
      yield { path: [level], message: 'every snapshot rises by at least 0: the limit must be larger' }
}

const peopleMetrics: ReadonlySet<string> = new Set(
  Object.entries(queueMetrics).flatMap(([name, { aggregation }]) => (aggregation === 'people' ? [name] : [])),
)

/** The agents of a group of several queues, each counted once. */
const isOfSeveralAgents = (of: RuleShape['of'], metric: string): boolean =>
  'group' in of && (of.group.queues === 'all' || of.group.queues.length > 1) && peopleMetrics.has(metric)

function* relativeProblems(
  { of, relativeTo, metric, when, warn, critical }: RuleShape,
  kind: SubjectKind,
): Iterable<Contradiction> {
  if (relativeTo === 'available-agents') {
    const hasQueues = kind === 'floor' || kind === 'queues' || kind === 'group'
    if (!hasQueues || !waitingMetrics.includes(metric))
      yield {
        path: ['relativeTo'],
        message: `only what waits in queues has a limit for each ready agent: ${waitingMetrics.join(', ')}`,
      }
  }
  if (relativeTo !== 'normal-band') return
  if (kind !== 'floor' && kind !== 'queues' && kind !== 'group')
    yield {
      path: ['relativeTo'],
      message: 'what is normal is known of queues, of groups and of the floor only',
    }
  if (isOfSeveralAgents(of, metric))
    yield {
      path: ['relativeTo'],
      message:
        'agents of several queues have no normal band: one who serves two of them counts once, and history does not hold who the agents were',
    }
  if (when === 'below' && Math.max(warn ?? 0, critical ?? 0) >= 100)
    yield {
      path: ['relativeTo'],
      message: 'no figure is 100 per cent below what is normal: the limits must be smaller',
    }
}

function* silenceProblems({ metric, when }: RuleShape): Iterable<Contradiction> {
  if (metric === silenceMetric && when !== 'above')
    yield { path: ['when'], message: 'a silence has limits above which it alerts: 0 alerts at once' }
}

function* hoursProblems({ hours = [] }: RuleShape): Iterable<Contradiction> {
  for (const [at, { days, from, to }] of hours.entries()) {
    if (from === to)
      yield { path: ['hours', at, 'to'], message: 'equals "from". A whole day is "00:00" to "24:00"' }
    if (new Set(days).size < days.length) yield { path: ['hours', at, 'days'], message: 'names a day twice' }
  }
}

function* notifyProblems(rule: RuleShape): Iterable<Contradiction> {
  for (const [at, step] of (rule.notify ?? []).entries()) {
    if (step.level !== undefined && rule[step.level] === undefined && step.level === 'critical')
      yield {
        path: ['notify', at, 'level'],
        message: 'the rule has no critical limit, so this step is never reached',
      }
    const same = (rule.notify ?? []).findIndex(
      (other) => other.channel === step.channel && (other.afterMinutes ?? 0) === (step.afterMinutes ?? 0),
    )
    if (same < at) yield { path: ['notify', at, 'channel'], message: 'has another step at the same time' }
  }
}

/** All that does not fit together in a rule; empty for a rule that can be evaluated. */
export function contradictionsOf(rule: RuleShape): readonly Contradiction[] {
  const kind = subjectKindOf(rule.of)
  const metric = ruleMetrics[kind].get(rule.metric)
  const problems = [...metricProblems(rule, kind), ...limitProblems(rule), ...increaseProblems(rule)]
  if (metric !== undefined)
    problems.push(
      ...shareProblems(rule, metric),
      ...clearsProblems(rule, metric),
      ...relativeProblems(rule, kind),
      ...silenceProblems(rule),
    )
  return [...problems, ...hoursProblems(rule), ...notifyProblems(rule)]
}
