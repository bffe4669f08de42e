import {
  agentSource,
  campaignSource,
  measureSubject,
  outboundSource,
  type Alert,
  type AlertSubject,
  type BoardMetrics,
  type EvaluationPlan,
  type Rule,
  type TilePlan,
} from '@wallboard/boards'
import type { AlertOnScreen } from '@wallboard/relay'
import {
  campaignMetrics,
  outboundMetrics,
  queueMetrics,
  queueSource,
  type MetricName,
} from '@wallboard/statistics'

/* The server's alerts as tiles and lists show them: with the value of the page's own rows, and marked where these are old. */

const metrics = { ...queueMetrics, ...campaignMetrics, ...outboundMetrics }
const isMetricName = (name: string): name is MetricName => name in metrics

/** Snoozed and suppressed alerts are listed on the page of alerts only. */
const isShown = ({ state }: AlertOnScreen): boolean => state !== 'snoozed' && state !== 'suppressed'

const sources: Readonly<Record<string, string>> = {
  agent: agentSource,
  campaign: campaignSource,
  'outbound-campaign': outboundSource,
}

function subjectOf({ entity, metric }: AlertOnScreen, tile: TilePlan | undefined): AlertSubject | undefined {
  if (entity.kind === 'queue') return { of: 'queue', queue: entity.id }
  if (tile?.subject !== undefined) return tile.subject
  if (entity.kind === 'campaign' || entity.kind === 'outbound-campaign')
    return { of: entity.kind, campaign: entity.id }
  if (entity.kind === 'floor' && metric in queueMetrics)
    return {
      of: 'metric',
      name: undefined,
      metric: { of: 'floor', metric: metric as keyof typeof queueMetrics },
    } // it is one of its keys
  return undefined
}

function valueNow(
  alert: AlertOnScreen,
  metric: MetricName,
  subject: AlertSubject | undefined,
  figures: BoardMetrics,
  now: number,
) {
  const measured = subject && measureSubject(subject, figures, now)?.figure(metric)
  if (measured === undefined || measured === 'insufficient-data') return alert.value ?? undefined
  return typeof measured === 'object' ? (measured.value ?? alert.value ?? undefined) : measured
}

/** Its delays have passed on the server. */
const ruleOf = ({ level, when, limit }: AlertOnScreen, metric: MetricName): Rule => ({
  metric,
  threshold: {
    ...{ level, when: when === 'below' ? when : 'above', value: limit, clearsAt: limit },
    ...{ onDelayMs: 0, offDelayMs: 0 },
  },
})

/** The tile of a board that shows an alert; that of a rule is the tile of its queue, where the board has one. */
function tileOf(
  { board, entity }: AlertOnScreen,
  { tiles }: EvaluationPlan,
): { key: string; plan?: TilePlan } | undefined {
  if (board !== null) {
    const plan = tiles.find((tile) => tile.subject !== undefined && tile.key() === board.tile)
    return { key: board.tile, ...(plan === undefined ? {} : { plan }) }
  }
  if (entity.kind !== 'queue') return undefined
  const plan = tiles.find(({ subject, eachQueue }) =>
    subject === undefined
      ? eachQueue === 'all' || eachQueue.includes(entity.id)
      : subject.of === 'queue' && subject.queue === entity.id,
  )
  return plan && { key: plan.subject === undefined ? plan.key(entity.id) : plan.key(), plan }
}

/**
 * The server's alerts that a screen with this board shows, most urgent first, one for each tile. `now` is by the clock of
 * the figures.
 */
export function serverAlerts(
  alerts: readonly AlertOnScreen[],
  boardId: string,
  plan: EvaluationPlan,
  input: { readonly metrics: BoardMetrics; readonly isLive: (dataSource: string) => boolean },
  now: number,
): readonly Alert[] {
  const byKey = new Map<string, Alert>()
  for (const alert of alerts) {
    const { board, entity, metric, level, since, state } = alert
    if ((board !== null && board.id !== boardId) || !isShown(alert) || !isMetricName(metric)) continue
    const tile = tileOf(alert, plan)
    const key = tile?.key ?? alert.id
    if (byKey.has(key)) continue
    byKey.set(key, {
      key,
      queueId: entity.kind === 'queue' ? entity.id : undefined,
      name: entity.kind === 'floor' ? undefined : entity.name,
      level,
      rule: ruleOf(alert, metric),
      value: valueNow(alert, metric, subjectOf(alert, tile?.plan), input.metrics, now),
      since,
      isLive: state !== 'no-data' && input.isLive(sources[entity.kind] ?? queueSource),
      isAcknowledged: alert.isAcknowledged,
    })
  }
  return [...byKey.values()]
}
