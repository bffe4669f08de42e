import { agentSource } from '@wallboard/boards'
import { agentsServing } from './directory-index.ts'
import type { EvaluatedRule } from './evaluated-rule.ts'
import type { Measurement } from './measure.ts'

/* Which entities a rule is evaluated for. */

const wanted = (ids: 'all' | readonly string[], all: Iterable<string>): Iterable<string> =>
  ids === 'all' ? all : ids

const agentsOf = (queues: 'all' | readonly string[], { metrics }: Measurement): Iterable<string> =>
  queues === 'all' ? metrics.data.rows(agentSource).keys() : agentsServing(metrics.data.directory(), queues)

/** The ids that a rule with one alert for each entity is evaluated for; undefined for a rule of one entity. */
export function eachOf(rule: EvaluatedRule, at: Measurement): Iterable<string> | undefined {
  const { subject } = rule
  const { data } = at.metrics
  if (subject.type === 'sources') return undefined
  if (subject.type === 'tile')
    return subject.tile.subject === undefined ? wanted(subject.tile.eachQueue, data.queueIds()) : undefined
  const { of } = subject
  if ('queues' in of) return wanted(of.queues, data.queueIds())
  if ('agents' in of) return agentsOf(of.agents.queues, at)
  if ('campaigns' in of) return wanted(of.campaigns, data.rows(rule.dataSources[0] ?? '').keys())
  if ('outboundCampaigns' in of)
    return wanted(of.outboundCampaigns, data.rows(rule.dataSources[0] ?? '').keys())
  return undefined
}

/** Whether a rule is evaluated for each of several rows, and not as a whole. */
export function isOfEach({ subject }: EvaluatedRule): boolean {
  if (subject.type === 'sources') return false
  if (subject.type === 'tile') return subject.tile.subject === undefined
  const { of } = subject
  return 'queues' in of || 'agents' in of || 'campaigns' in of || 'outboundCampaigns' in of
}

/** Whether an entity with this id belongs to a rule; undefined for a rule of one entity. Cheaper than to list all. */
export function listedIds(rule: EvaluatedRule, at: Measurement): ((id: string) => boolean) | undefined {
  const { subject } = rule
  if (subject.type === 'sources') return undefined
  const includes = (ids: 'all' | readonly string[]) => (id: string) => ids === 'all' || ids.includes(id)
  if (subject.type === 'tile')
    return subject.tile.subject === undefined ? includes(subject.tile.eachQueue) : undefined
  const { of } = subject
  if ('queues' in of) return includes(of.queues)
  if ('campaigns' in of) return includes(of.campaigns)
  if ('outboundCampaigns' in of) return includes(of.outboundCampaigns)
  if (!('agents' in of)) return undefined
  if (of.agents.queues === 'all') return () => true
  const agents = agentsServing(at.metrics.data.directory(), of.agents.queues)
  return (id) => agents.has(id)
}
