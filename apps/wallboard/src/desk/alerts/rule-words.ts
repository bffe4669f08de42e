import { limitUnitOf, ruleMetrics, RuleDocument, subjectKindOf } from '@wallboard/alerts'
import type { AlertLevel } from '@wallboard/relay/rest/alerts'
import { ruleForm, ruleWords as texts } from '../../i18n/index.ts'
import { metricName } from '../active-alerts/alert-text.ts'
import { formatLimit } from './duration-field-state.ts'

/** A written limit in its unit: `5:00`, `80 %`, `3`. */
export function limitText(rule: RuleDocument, level: AlertLevel): string | undefined {
  const value = rule[level]
  const metric = ruleMetrics[subjectKindOf(rule.of)].get(rule.metric)
  if (value === undefined || metric === undefined) return undefined
  const unit = limitUnitOf(rule, metric)
  if (unit === 'ms') return formatLimit(value)
  return unit === 'share' ? `${value} ${ruleForm.units.percent}` : String(value)
}

/** What a rule is about: "each queue", "each of 3 queues", "each agent in after-call work". */
function subjectText({ of }: RuleDocument): string {
  const kind = subjectKindOf(of)
  if ('group' in of) return of.group.name
  if ('agents' in of) return texts.inState(ruleForm.activities[of.agents.state])
  if ('queues' in of && of.queues !== 'all') return texts.some.queues(of.queues.length)
  if ('campaigns' in of && of.campaigns !== 'all') return texts.some.campaigns(of.campaigns.length)
  if ('outboundCampaigns' in of && of.outboundCampaigns !== 'all')
    return texts.some.campaigns(of.outboundCampaigns.length)
  if ('displays' in of && of.displays !== 'all') return texts.some.displays(of.displays.length)
  return texts.subjects[kind]
}

/** "longest wait of each queue". */
export const ruleSubject = (rule: RuleDocument): string =>
  texts.of(metricName(rule.metric), subjectText(rule))

/** The document of a rule; undefined for one of a newer server. */
export function documentOf(rule: unknown): RuleDocument | undefined {
  const parsed = RuleDocument.safeParse(rule)
  return parsed.success ? parsed.data : undefined
}
