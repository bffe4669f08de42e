import {
  AcknowledgeInput,
  SilenceInput,
  SnoozeInput,
  type AlertReply,
  type AlertList,
} from '@wallboard/relay/rest/alerts'
import type { Actor } from '../auth/actor.ts'
import { NotReachable } from '../cluster/remote-calls.ts'
import { AppError } from '../http/app-error.ts'
import { parseBody } from '../http/body.ts'
import { parameter, type AccessDeps, type Route } from '../http/route.ts'
import { maxSilences, type AlertErrorCode, type AlertResult, type Alerts } from './alerts.ts'

export interface AlertRoutesDeps extends AccessDeps {
  readonly alerts: Alerts
}

const errors: Readonly<Record<AlertErrorCode, AppError>> = {
  'no-such-alert': new AppError(404, { code: 'no-such-alert' }),
  'alert-not-firing': new AppError(409, { code: 'alert-not-firing' }),
}

/** The result of a request that the node which evaluates the alerts answers. */
async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof NotReachable) throw new AppError(503, { code: 'owner-not-reachable' })
    throw error
  }
}

/** `/api/alerts`: the active alerts that a person may see, and what the person does about them. */
export function alertRoutes(deps: AlertRoutesDeps): Route[] {
  const { alerts, securityLog } = deps

  function changed(outcome: AlertResult, result: string, by: Actor): AlertReply {
    if (!outcome.ok) throw errors[outcome.reason]
    const { id, rule } = outcome.alert
    securityLog.write('alert', { result, user: by.username, alert: id, rule: rule.id })
    return outcome.alert
  }

  return [
    {
      method: 'get',
      path: '/api/alerts',
      access: 'person',
      async handle({ response }, person) {
        const list: AlertList | undefined = await reached(alerts.list(person))
        if (list === undefined) throw new AppError(503, { code: 'no-feed' })
        response.json(list)
      },
    },
    {
      method: 'post',
      path: '/api/alerts/:id/acknowledge',
      access: 'person',
      async handle({ request, response }, by) {
        const { note = null } = parseBody(AcknowledgeInput, request.body ?? {})
        response.json(
          changed(await reached(alerts.acknowledge(by, parameter(request, 'id'), note)), 'acknowledged', by),
        )
      },
    },
    {
      method: 'delete',
      path: '/api/alerts/:id/acknowledge',
      access: 'person',
      async handle({ request, response }, by) {
        response.json(
          changed(await reached(alerts.withdraw(by, parameter(request, 'id'))), 'unacknowledged', by),
        )
      },
    },
    {
      method: 'post',
      path: '/api/alerts/:id/snooze',
      access: 'person',
      async handle({ request, response }, by) {
        const { minutes } = parseBody(SnoozeInput, request.body)
        response.json(
          changed(await reached(alerts.snooze(by, parameter(request, 'id'), minutes)), 'snoozed', by),
        )
      },
    },
    {
      method: 'delete',
      path: '/api/alerts/:id/snooze',
      access: 'person',
      async handle({ request, response }, by) {
        response.json(changed(await reached(alerts.endSnooze(by, parameter(request, 'id'))), 'unsnoozed', by))
      },
    },
    {
      method: 'get',
      path: '/api/alerts/silences',
      access: 'person',
      async handle({ response }, { org }) {
        response.json(await alerts.silences(org))
      },
    },
    {
      method: 'post',
      path: '/api/alerts/silences',
      access: 'person',
      async handle({ request, response }, by) {
        const silence = await alerts.addSilence(by, parseBody(SilenceInput, request.body))
        if (silence === undefined)
          throw new AppError(409, { code: 'too-many-silences', params: { max: maxSilences } })
        securityLog.write('alert', { result: 'silenced', user: by.username, silence: silence.id })
        response.status(201).json(silence)
      },
    },
    {
      method: 'delete',
      path: '/api/alerts/silences/:id',
      access: 'person',
      async handle({ request, response }, by) {
        const id = parameter(request, 'id')
        if (!(await alerts.removeSilence(by, id))) throw new AppError(404, { code: 'no-such-silence' })
        securityLog.write('alert', { result: 'silence-ended', user: by.username, silence: id })
        response.status(204).end()
      },
    },
  ]
}
