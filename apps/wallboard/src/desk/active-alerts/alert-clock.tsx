import { useFigureEachSecond, useScreenStatus } from '../../live/hooks/live-context.tsx'
import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatWait } from '../../ui/format/wait.ts'

/** For how long an alert has lasted, by the server's clock. `since`: epoch milliseconds. */
export function Lasted({ since }: { readonly since: number }) {
  return <>{useScreenStatus((status) => formatWait(timeOfDay(status) - since))}</>
}

const isQueueMetric = (metric: string): metric is QueueMetric => metric in queueMetrics

/**
 * The value of an alert, once a second: of queues and the floor it is live, of anything else what the server sent last.
 * That of the floor looks through all queues, and a list has many alerts.
 */
export function ValueNow({ alert }: { readonly alert: AlertReply }) {
  const { entity, metric, unit, value } = alert
  const live = useFigureEachSecond((figures, now) => {
    if (!isQueueMetric(metric)) return undefined
    const shown =
      entity.kind === 'floor'
        ? figures.floor(metric, now).value
        : entity.kind === 'queue'
          ? figures.group([entity.id], metric, now).value
          : undefined
    return shown === undefined ? undefined : formatFigure(shown, unit)
  })
  return <>{live ?? formatFigure(value ?? undefined, unit)}</>
}
