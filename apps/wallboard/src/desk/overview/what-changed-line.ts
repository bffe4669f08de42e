import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import { metrics, problems, whatChanged as texts } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatAge } from '../../ui/format/wait.ts'
import { metricName } from '../active-alerts/alert-text.ts'
import type { AgentMood, FeedEntry } from '../desk-session/what-changed-state.ts'

/** More names than these are a number. */
const maxNames = 2

/** Looks up the names of a line. Names that the person may not see are missing in the directory. */
export interface Names {
  /** The id of a queue that has gone. */
  readonly queue: (id: string) => string
  readonly agent: (id: string) => string | undefined
  readonly reason: (id: string | undefined) => string | undefined
}

/** A line of the feed: what it is about, and what happened. */
type Line = readonly [subject: string, change: string]

const moodText = ({ activity, reason }: AgentMood, names: Names): string =>
  activity === 'not-ready' ? (names.reason(reason) ?? texts.activities[activity]) : texts.activities[activity]

function agentsText(agents: readonly string[], names: Names): string {
  const known = agents.flatMap((id) => names.agent(id) ?? [])
  return known.length === agents.length && known.length <= maxNames
    ? known.join(', ')
    : texts.agents(agents.length)
}

const isQueueMetric = (metric: string): metric is QueueMetric => metric in queueMetrics

/** The name of a queue; of one that has gone the last one. */
function queueName(id: string, last: string | undefined, names: Names): string {
  const name = names.queue(id)
  return name === id ? (last ?? id) : name
}

/** An entry of the feed in words. */
export function lineOf(entry: FeedEntry, names: Names): Line {
  switch (entry.kind) {
    case 'waiting':
      return [queueName(entry.queue, entry.name, names), texts.waiting(entry.from, entry.to)]
    case 'queue-added':
      return [texts.queueAdded, queueName(entry.queue, entry.name, names)]
    case 'queue-removed':
      return [texts.queueRemoved, entry.name]
    case 'agents':
      return [
        agentsText(entry.agents, names),
        texts.mood(moodText(entry.from, names), moodText(entry.to, names)),
      ]
    case 'alert': {
      const { queue, name, metric, limit } = entry
      if (!isQueueMetric(metric))
        return [name ?? metricName(metric), texts.alert(metricName(metric), String(limit))]
      const subject = queue === undefined ? (name ?? metrics[metric]) : queueName(queue, name, names)
      return [subject, texts.alert(metrics[metric], formatFigure(limit, queueMetrics[metric].unit))]
    }
    case 'link':
      return [
        linkText(entry.problem),
        entry.endedAt === undefined ? '' : texts.withoutData(interruption(entry.endedAt - entry.at)),
      ]
  }
}

/** How long there was no data: for less than a second too there was none. */
const interruption = (ms: number): string => (ms < 1_000 ? texts.lessThanOneSecond : formatAge(ms))

const isProblem = (code: string): code is Exclude<keyof typeof problems, 'unconfirmed'> =>
  code in problems && code !== 'unconfirmed'

const linkText = (problem: string): string =>
  isProblem(problem) ? problems[problem](undefined) : texts.waitingForFigures
