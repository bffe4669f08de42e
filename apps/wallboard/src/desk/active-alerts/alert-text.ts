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

type Figures = Pick<AlertReply, 'entity' | 'metric' | 'unit' | 'value'>

/** "Renewals, longest wait": the same words for the whole life of an alert. */
export const alertSubject = ({ entity, metric }: Pick<Figures, 'entity' | 'metric'>): string =>
  texts.whatOf(entityName(entity), metricName(metric))

/** "Renewals: longest wait 6:35". */
export const alertTitle = ({ entity, metric, unit, value }: Figures): string =>
  texts.what(entityName(entity), metricName(metric), formatFigure(value ?? undefined, unit))
