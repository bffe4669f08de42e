import {
  campaignMetrics,
  minSampleSize,
  queueFigureForThreshold,
  queueMetrics,
  type CampaignMetric,
  type GroupFigure,
  type QueueMetric,
} from '@wallboard/statistics'
import { campaignSource } from '../document/data-sources.ts'
import type { AlertSubject } from '../tiles/definition.ts'
import type { EvaluatedTile, Measured } from './alerts.ts'
import type { BoardMetrics } from './metrics.ts'
import { campaignMetric, campaignName, exists, figureOf } from './metric-refs.ts'
import type { Rule } from './rules.ts'

const isQueueMetric = (metric: Rule['metric']): metric is QueueMetric => metric in queueMetrics

/** A campaign's figure. A rate of few calls says nothing. */
function measureCampaign(metrics: BoardMetrics, id: string, metric: CampaignMetric): Measured {
  const isRate = campaignMetrics[metric].unit === 'share'
  if (isRate && (campaignMetric(metrics.data, id, 'totalCallsCount') ?? 0) < minSampleSize)
    return 'insufficient-data'
  return campaignMetric(metrics.data, id, metric)
}

/**
 * A figure of several queues. A sum or a wait is complete with the queues that are known; people and callbacks that are
 * not known may add to theirs.
 */
function measureGroup({ value, isAtLeast }: GroupFigure, metric: QueueMetric): Measured {
  const mayBeMore = queueMetrics[metric].aggregation === 'people' || metric === 'currentLongestCallbackTime'
  return { value, isAtLeast: isAtLeast && mayBeMore }
}

type Evaluated = Pick<EvaluatedTile, 'subject' | 'queueId' | 'name' | 'figure'> & {
  /** False while Five9 has not sent the subject's source. */
  readonly isAvailable: boolean
}

/** How a subject is measured, by what it is of; undefined for one that the domain no longer has. */
type Measure<S extends AlertSubject> = (
  subject: S,
  metrics: BoardMetrics,
  now: number,
) => Evaluated | undefined

const measures: { readonly [Of in AlertSubject['of']]: Measure<Extract<AlertSubject, { readonly of: Of }>> } =
  {
    queue({ queue }, metrics, now) {
      if (metrics.data.queueRow(queue) === undefined) return undefined
      return {
        subject: `queue ${queue}`,
        queueId: queue,
        name: metrics.data.queueLabel(queue),
        isAvailable: true,
        figure: (metric) =>
          isQueueMetric(metric)
            ? queueFigureForThreshold(metrics.data.queueRow(queue), metric, now)
            : undefined,
      }
    },
    group({ name, queues }, metrics, now) {
      if (!exists(metrics.data, { of: 'queues', queues, metric: 'callsInQueue' })) return undefined
      return {
        subject: `group ${JSON.stringify(queues)}`,
        name,
        isAvailable: true,
        figure: (metric) =>
          isQueueMetric(metric)
            ? measureGroup(metrics.group(queues, metric, now, 'threshold'), metric)
            : undefined,
      }
    },
    metric({ name, metric: figure }, metrics, now) {
      if (!exists(metrics.data, figure)) return undefined
      return {
        subject: JSON.stringify(figure),
        name,
        isAvailable: figure.of !== 'campaign' || metrics.data.isAvailable(campaignSource),
        figure: () =>
          figure.of === 'campaign'
            ? measureCampaign(metrics, figure.campaign, figure.metric)
            : measureGroup(figureOf(metrics, figure, now, 'threshold'), figure.metric),
      }
    },
    campaign({ campaign }, metrics) {
      if (!exists(metrics.data, { of: 'campaign', campaign, metric: 'totalCallsCount' })) return undefined
      return {
        subject: `campaign ${campaign}`,
        name: campaignName(metrics.data, campaign),
        isAvailable: metrics.data.isAvailable(campaignSource),
        figure: (metric) => (isQueueMetric(metric) ? undefined : measureCampaign(metrics, campaign, metric)),
      }
    },
  }

/** The subject as it is evaluated now; undefined for one that the domain no longer has: its alert ends. */
export function measureSubject(
  subject: AlertSubject,
  metrics: BoardMetrics,
  now: number,
): Evaluated | undefined {
  const measure = measures[subject.of] as Measure<AlertSubject> // by its own `of`
  return measure(subject, metrics, now)
}
