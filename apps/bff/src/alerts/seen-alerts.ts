import { shownLimit, shownValue } from '@wallboard/alerts'
import type { AlertOnScreen } from '@wallboard/relay'
import { AlertEntity, AlertReply } from '@wallboard/relay/rest/alerts'
import { z } from 'zod'
import type { LiveAlert } from './evaluated-feed.ts'
import { membersOf } from './evaluated-rule.ts'
import { stateName } from './present-alert.ts'

const Members = z.union([z.literal('all'), z.array(z.string())]).nullable()

/** An alert as screens show it, with what decides who may see it. */
export interface SeenAlert {
  readonly alert: AlertOnScreen & { readonly entity: AlertEntity }
  /** The queues of a group. */
  readonly members: z.infer<typeof Members>
}

/** An alert as one node sends it to the others. Instants are epoch milliseconds of the cluster's clock. */
export const SentAlert = z.object({
  alert: z.custom<SeenAlert['alert']>(
    (value) => z.object({ id: z.string(), since: z.number(), entity: AlertEntity }).safeParse(value).success,
  ),
  members: Members,
}) satisfies z.ZodType<SeenAlert>

/** An alert in full, with what decides who may see it. */
export const SeenReply = z.object({ alert: AlertReply, members: Members })
export type SeenReply = z.infer<typeof SeenReply>

/** Undefined for an alert that screens do not show. `since` is of the evaluation clock. */
export function seenAlertOf({ record, evaluated }: LiveAlert, at: number): SeenAlert | undefined {
  const { rule, entity, state, tile } = evaluated
  const name = stateName(state, evaluated, at)
  if (name === 'pending' || state.alert === null) return undefined
  const { level, acknowledged, alarms } = state.alert
  const limit = rule.compiled.limits.find((each) => each.level === level) ?? rule.compiled.limits[0]
  return {
    alert: {
      ...{ id: record.id, rule: { id: rule.id, name: rule.name }, entity, state: name, level },
      board: rule.board === null ? null : { id: rule.board.id, tile: tile ?? '' },
      since: record.firedAt,
      metric: rule.compiled.metric,
      when: limit?.when ?? 'above',
      limit: shownLimit(rule.compiled, state) ?? record.document.limit,
      value: shownValue(rule.compiled, state, at),
      isAcknowledged: acknowledged !== null,
      alarms: alarms?.count ?? 0,
    },
    members: membersOf(rule),
  }
}
