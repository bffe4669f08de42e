import type { RuleEvent } from '@wallboard/alerts'
import { z } from 'zod'
import { settlesWithin } from '../promises/time-limit.ts'
import { subjectOf } from './evaluated-entries.ts'
import type { EvaluatedScope } from './evaluated-feed.ts'
import { membersOf } from './evaluated-rule.ts'
import { presentAlert, presentPending } from './present-alert.ts'
import { SeenReply } from './seen-alerts.ts'

/** What a person does about an alert. */
export const AlertAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('acknowledge'), by: z.string(), note: z.string().nullable() }),
  z.object({ type: z.literal('withdraw'), by: z.string() }),
  z.object({ type: z.literal('snooze'), by: z.string(), minutes: z.number() }),
  z.object({ type: z.literal('end-snooze'), by: z.string() }),
])
export type AlertAction = z.infer<typeof AlertAction>

/** All alerts of an evaluated feed; null while it is not evaluated. */
export const ScopeAlerts = z
  .object({ asOf: z.number(), alerts: z.array(SeenReply), live: z.record(z.string(), z.number().nullable()) })
  .nullable()
export type ScopeAlerts = z.infer<typeof ScopeAlerts>

/** The alert after an action; null when there is no such alert, or it has ended by it. */
export const ActionReply = SeenReply.nullable()
export type ActionReply = z.infer<typeof ActionReply>

/** Requests about the alerts of the feed that a user's feed evaluates, wherever that is. */
export interface AlertRequests {
  readonly list: (scope: string) => Promise<ScopeAlerts>
  readonly act: (scope: string, id: string, action: AlertAction) => Promise<ActionReply>
}

const minuteMs = 60_000
/** A database that does not answer delays the reply to an action for at most this long. */
const flushWithinMs = 500

function eventOf(action: AlertAction, at: number): RuleEvent {
  const { by } = action
  switch (action.type) {
    case 'acknowledge':
      return { type: 'acknowledge', by, note: action.note }
    case 'withdraw':
      return { type: 'withdraw-acknowledgement', by }
    case 'snooze':
      return { type: 'snooze', by, until: at + action.minutes * minuteMs }
    case 'end-snooze':
      return { type: 'end-snooze', by }
  }
}

/** Every alert that has fired, and every entity whose delay runs. */
export function listAlerts(evaluated: EvaluatedScope): NonNullable<ScopeAlerts> {
  const at = evaluated.now()
  const live = evaluated.live()
  const fired = live.map(({ record, evaluated: one }) => ({
    alert: presentAlert(record, one, at),
    members: membersOf(one.rule),
  }))
  const pending = Array.from(evaluated.held()).flatMap((one) => {
    const alert = presentPending(one, subjectOf(one.entity), at)
    return alert === undefined ? [] : [{ alert, members: membersOf(one.rule) }]
  })
  const peaks = live.map(({ record, evaluated: one }) => [record.id, one.state.alert?.peak ?? null] as const)
  return { asOf: at, alerts: [...fired, ...pending], live: Object.fromEntries(peaks) }
}

export function actOnAlert(evaluated: EvaluatedScope, id: string, action: AlertAction): ActionReply {
  evaluated.request(id, eventOf(action, evaluated.now()))
  const after = evaluated.find(id)
  if (after === undefined) return null
  return {
    alert: presentAlert(after.record, after.evaluated, evaluated.now()),
    members: membersOf(after.evaluated.rule),
  }
}

/** Carries requests to another node. Rejects with `NotReachable` when it does not answer: another node may take over within seconds. */
export interface AlertRemote {
  readonly call: <Reply>(
    scope: string,
    name: string,
    argument: unknown,
    reply: z.ZodType<Reply>,
  ) => Promise<Reply>
  readonly serve: <Argument>(
    name: string,
    argument: z.ZodType<Argument>,
    handler: (argument: Argument) => Promise<unknown>,
  ) => void
}

const ListCall = z.object({ scope: z.string() })
const ActCall = z.object({ scope: z.string(), id: z.string(), action: AlertAction })

/**
 * Answers requests about feeds that this node evaluates, and sends others to the node that does.
 * @param remote undefined in a server of one process
 */
export function createAlertRequests(
  evaluatedOf: (scope: string) => EvaluatedScope | undefined,
  /** Writes what was decided: an action that is answered survives a crash, unless the database cannot be written. */
  flush: () => Promise<void>,
  remote: AlertRemote | undefined,
): AlertRequests {
  const listHere = (scope: string): ScopeAlerts => {
    const evaluated = evaluatedOf(scope)
    return evaluated === undefined ? null : listAlerts(evaluated)
  }
  async function actHere(scope: string, id: string, action: AlertAction): Promise<ActionReply> {
    const evaluated = evaluatedOf(scope)
    if (evaluated === undefined) return null
    const reply = actOnAlert(evaluated, id, action)
    await settlesWithin(flush(), flushWithinMs)
    return reply
  }
  remote?.serve('alerts.list', ListCall, ({ scope }) => Promise.resolve(listHere(scope)))
  remote?.serve('alerts.act', ActCall, ({ scope, id, action }) => actHere(scope, id, action))

  const isHere = (scope: string) => remote === undefined || evaluatedOf(scope) !== undefined
  return {
    list: async (scope) =>
      isHere(scope) || remote === undefined
        ? listHere(scope)
        : remote.call(scope, 'alerts.list', { scope }, ScopeAlerts),
    act: async (scope, id, action) =>
      isHere(scope) || remote === undefined
        ? actHere(scope, id, action)
        : remote.call(scope, 'alerts.act', { scope, id, action }, ActionReply),
  }
}
