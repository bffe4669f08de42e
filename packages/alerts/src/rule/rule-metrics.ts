import {
  campaignMetrics,
  defaultHysteresis,
  outboundMetrics,
  queueMetrics,
  type Limit,
  type Unit,
} from '@wallboard/statistics'
import type { RuleSubject } from './rule-shape.ts'

/** What a rule evaluates a metric of. */
export type SubjectKind =
  'floor' | 'queues' | 'group' | 'agents' | 'campaigns' | 'outboundCampaigns' | 'link' | 'displays'

/** A metric of rules. */
export interface RuleMetric {
  readonly unit: Unit
  /** Which delays and dead band a limit has by default: those of its unit, of time in a state, or none. */
  readonly defaults: 'unit' | 'time-in-state' | 'none'
}

const ofUnits = (
  metrics: Readonly<Record<string, { readonly unit: Unit }>>,
): ReadonlyMap<string, RuleMetric> =>
  new Map(Object.entries(metrics).map(([name, { unit }]) => [name, { unit, defaults: 'unit' as const }]))

/** How long a campaign has not been in the state RUNNING. */
const notRunning = ['secondsNotRunning', { unit: 'ms', defaults: 'none' }] as const satisfies [
  string,
  RuleMetric,
]

/**
 * For how long a running campaign has been silent: from when on as many calls were due as a silent campaign misses. Before
 * that instant it is negative.
 */
export const silenceMetric = 'secondsSilent'
const silent = [silenceMetric, { unit: 'ms', defaults: 'none' }] as const satisfies [string, RuleMetric]

const queueLike = ofUnits(queueMetrics)

/** The metrics that a rule can evaluate, by what it is of. */
export const ruleMetrics: Readonly<Record<SubjectKind, ReadonlyMap<string, RuleMetric>>> = {
  floor: queueLike,
  queues: queueLike,
  group: queueLike,
  agents: new Map([['timeInState', { unit: 'ms', defaults: 'time-in-state' }]]),
  campaigns: new Map([...ofUnits(campaignMetrics), notRunning, silent]),
  outboundCampaigns: new Map([...ofUnits(outboundMetrics), notRunning]),
  link: new Map([['secondsWithoutData', { unit: 'ms', defaults: 'none' }]]),
  displays: new Map([['secondsUnhealthy', { unit: 'ms', defaults: 'time-in-state' }]]),
}

/** What a rule is of, as the key of `ruleMetrics`. */
export function subjectKindOf(of: RuleSubject): SubjectKind {
  if ('floor' in of) return 'floor'
  if ('queues' in of) return 'queues'
  if ('group' in of) return 'group'
  if ('agents' in of) return 'agents'
  if ('campaigns' in of) return 'campaigns'
  if ('outboundCampaigns' in of) return 'outboundCampaigns'
  return 'link' in of ? 'link' : 'displays'
}

/** The default dead band and delays of a limit on a metric; `unit` is that of the limit, which a relative one has of its own. */
export function defaultDelays(
  metric: RuleMetric,
  unit: Unit,
  when: 'above' | 'below',
  value: number,
): Pick<Limit, 'clearsAt' | 'onDelayMs' | 'offDelayMs'> {
  switch (metric.defaults) {
    case 'unit':
      return defaultHysteresis(unit, when, value)
    case 'time-in-state':
      return { clearsAt: value, onDelayMs: 0, offDelayMs: 10_000 }
    case 'none':
      return { clearsAt: value, onDelayMs: 0, offDelayMs: 0 }
  }
}
