import { silenceMetric, type Suppression } from '@wallboard/alerts'
import type { AlertSilence } from '@wallboard/relay/rest/alerts'
import type { LiveAlert } from './evaluated-feed.ts'
import { sourceRule } from './evaluated-rule.ts'

function isSilenced(
  { rule, entity, state }: LiveAlert['evaluated'],
  silence: AlertSilence,
  at: number,
): boolean {
  if (at < silence.from || at >= silence.to) return false
  if (silence.rule !== null && silence.rule !== rule.id) return false
  if (silence.level !== null && silence.level !== state.alert?.level) return false
  return silence.queue === null || (entity.kind === 'queue' && entity.id === silence.queue)
}

/**
 * What hides an alert: a silence, or another alert of the same entity that says the same or more. A board's thresholds are
 * never hidden: screens show them.
 */
export function suppressionOf(
  alert: LiveAlert,
  ofEntity: readonly LiveAlert[],
  silences: readonly AlertSilence[],
  at: number,
): Suppression | null {
  const { evaluated } = alert
  if (evaluated.rule.board !== null || evaluated.rule.id === sourceRule.id) return null
  const silence = silences.find((each) => isSilenced(evaluated, each, at))
  if (silence !== undefined) return { by: 'silence', silenceId: silence.id }
  const parent = ofEntity.find((other) => other !== alert && hides(other.evaluated, evaluated))
  return parent === undefined ? null : { by: 'alert', alertKey: parent.record.id }
}

const waitMetrics: ReadonlySet<string> = new Set(['callsInQueue', 'currentLongestQueueTime'])

/** Whether one alert hides another. Of two that would hide each other neither does. */
function hides(parent: LiveAlert['evaluated'], child: LiveAlert['evaluated']): boolean {
  if (parent.rule.board !== null || parent.state.suppression !== null) return false
  const [parentMetric, childMetric] = [parent.rule.compiled.metric, child.rule.compiled.metric]
  const [parentLevel, childLevel] = [parent.state.alert?.level, child.state.alert?.level]
  if (parentMetric === childMetric) return parentLevel === 'critical' && childLevel === 'warn'
  const isEmpty = parentMetric === 'agentsLoggedIn' && parent.rule.compiled.limits[0]?.when === 'below'
  if (isEmpty && parent.entity.kind === 'queue') return waitMetrics.has(childMetric)
  return parentMetric === 'secondsNotRunning' && childMetric === silenceMetric
}
