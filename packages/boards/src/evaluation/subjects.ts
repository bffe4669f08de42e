import {
  campaignMetrics,
  minSampleSize,
  outboundMetrics,
  queueFigureForThreshold,
  queueSource,
  queueMetrics,
  type CampaignMetric,
  type GroupFigure,
  type OutboundMetric,
  type QueueMetric,
} from '@wallboard/statistics'
import type { DataSource } from '@wallboard/five9/identifiers'
import { campaignSource, outboundSource } from '../document/data-sources.ts'
import type { MetricRef } from '../document/fields.ts'
import type { AlertSubject } from '../tiles/definition.ts'
import type { EvaluatedTile, Measured } from './alerts.ts'
import type { BoardMetrics } from './metrics.ts'
import { campaignMetric, campaignName, exists, figureOf, outboundMetric } from './metric-refs.ts'
import type { Rule } from './rules.ts'

const isQueueMetric = (metric: Rule['metric']): metric is QueueMetric => metric in queueMetrics
const isCampaignMetric = (metric: Rule['metric']): metric is CampaignMetric => metric in campaignMetrics
const isOutboundMetric = (metric: Rule['metric']): metric is OutboundMetric => metric in outboundMetrics

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

function measureFigure(metrics: BoardMetrics, figure: MetricRef, now: number): Measured {
  switch (figure.of) {
    case 'campaign':
      return measureCampaign(metrics, figure.campaign, figure.metric)
    case 'outbound-campaign':
      return outboundMetric(metrics.data, figure.campaign, figure.metric)
    case 'floor':
    case 'queues':
      return measureGroup(figureOf(metrics, figure, now, 'threshold'), figure.metric)
  }
}

function sourceOf({ of }: MetricRef): DataSource {
  if (of === 'campaign') return campaignSource
  return of === 'outbound-campaign' ? outboundSource : queueSource
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
        isAvailable: sourceOf(figure) === queueSource || metrics.data.isAvailable(sourceOf(figure)),
        figure: () => measureFigure(metrics, figure, now),
      }
    },
    campaign({ campaign }, metrics) {
      if (!exists(metrics.data, { of: 'campaign', campaign, metric: 'totalCallsCount' })) return undefined
      return {
        subject: `campaign ${campaign}`,
        name: campaignName(metrics.data, campaign),
        isAvailable: metrics.data.isAvailable(campaignSource),
        figure: (metric) =>
          isCampaignMetric(metric) ? measureCampaign(metrics, campaign, metric) : undefined,
      }
    },
    'outbound-campaign'({ campaign }, metrics) {
      const { data } = metrics
      if (!exists(data, { of: 'outbound-campaign', campaign, metric: 'availableRecordsCount' }))
        return undefined
      return {
        subject: `outbound campaign ${campaign}`,
        name: campaignName(data, campaign),
        isAvailable: data.isAvailable(outboundSource),
        figure: (metric) => (isOutboundMetric(metric) ? outboundMetric(data, campaign, metric) : undefined),
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
