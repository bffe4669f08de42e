import type { AlertReply, AlertEntity } from '@wallboard/relay/rest/alerts'
import { activeAlerts as texts, metrics } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'

const isBoardMetric = (metric: string): metric is keyof typeof metrics => metric in metrics
const isRuleMetric = (metric: string): metric is keyof typeof texts.metrics => metric in texts.metrics

/** The name of a metric in words; a metric of a newer server by its id. */
export function metricName(metric: string): string {
  if (isBoardMetric(metric)) return metrics[metric]
  return isRuleMetric(metric) ? texts.metrics[metric] : metric
}

/** The name of what an alert is about. */
export function entityName({ kind, name }: AlertEntity): string {
  return kind === 'floor' || kind === 'link' ? texts.entities[kind] : shownName(name)
}

type Subject = Pick<AlertReply, 'entity' | 'metric'>

/** "Renewals, longest wait": the same words for the whole life of an alert. */
export const alertSubject = ({ entity, metric }: Subject): string =>
  texts.whatOf(entityName(entity), metricName(metric))

/**
 * "Renewals: longest wait reached 6:35", the title of a new alert. It states the worst value, which is beyond the limit:
 * the last one may already be within it, and goes on while the text stands.
 */
export function alertTitle(
  alert: Subject & Pick<AlertReply, 'unit' | 'value' | 'limit' | 'peak' | 'when'>,
): string {
  const { entity, metric, unit, value, limit, peak } = alert
  const when = alert.when ?? ((peak ?? limit) < limit ? 'below' : 'above')
  const words = peak === null ? texts.what : texts.reached[when]
  return words(entityName(entity), metricName(metric), formatFigure(peak ?? value ?? undefined, unit))
}
