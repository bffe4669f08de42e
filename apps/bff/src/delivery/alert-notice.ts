import { entityKinds, AlertLevel, AlertUnit } from '@wallboard/relay/rest/alerts'
import { NoticeType } from '@wallboard/relay/rest/alert-channels'
import { z } from 'zod'

/** What a notice says of one alert. Instants are epoch milliseconds; value and limit are in the base unit of the metric. */
export const AlertFacts = z.object({
  alertId: z.string(),
  /** The same for every alert of one rule and entity, such as `r7:queue:12`. */
  dedupKey: z.string(),
  rule: z.object({ id: z.string(), name: z.string(), revision: z.number() }),
  level: AlertLevel,
  /** The id of the domain; messages have its name. */
  domain: z.string(),
  entity: z.object({ kind: z.enum(entityKinds), id: z.string(), name: z.string() }),
  metric: z.string(),
  /** The metric in words for people, such as `longest wait`. */
  label: z.string(),
  value: z.number().nullable(),
  unit: AlertUnit,
  limit: z.number(),
  since: z.number(),
  /** The user who acknowledged it; null: it is not acknowledged. */
  by: z.string().nullable(),
  /** The page of the desk that shows it, such as `/queues/12?at=…`. */
  path: z.string(),
})
export type AlertFacts = z.infer<typeof AlertFacts>

/** One message for one channel: about one alert, or about a group. */
export const AlertNotice = z.object({
  /** A ULID; the `webhook-id` is `msg_` and this id. */
  id: z.string(),
  type: NoticeType,
  channelKey: z.string(),
  at: z.number(),
  /** False: the rule keeps names of people out. They are sent only where the channel allows them, too. */
  names: z.boolean().optional(),
  alert: AlertFacts,
  /** Further alerts of the same group. */
  also: z.array(AlertFacts).readonly().optional(),
  /** The title of a flood, such as `14 alarms in 5 queues`. */
  summary: z.string().optional(),
})
export type AlertNotice = z.infer<typeof AlertNotice>

/** All alerts of a notice. */
export const alertsOf = ({ alert, also = [] }: AlertNotice): readonly AlertFacts[] => [alert, ...also]

/** The types with which a receiver first learns of an alert; the others follow them. */
export const isAnnouncement = ({ type }: Pick<AlertNotice, 'type'>): boolean =>
  type === 'alert.firing' || type === 'alert.escalated'

/** Splits a notice into one for each alert. Ids contain no full stop. */
export function ungrouped(notice: AlertNotice): readonly AlertNotice[] {
  const { also: _also, summary: _summary, ...rest } = notice
  return alertsOf(notice).map((alert, at) => ({
    ...rest,
    id: at === 0 ? rest.id : `${rest.id}_${at + 1}`,
    alert,
  }))
}
