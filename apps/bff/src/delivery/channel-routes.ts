import {
  ChannelChange,
  NewChannel,
  type ChannelList,
  type DeliveryList,
  type SendAgainReply,
} from '@wallboard/relay/rest/alert-channels'
import type { Actor } from '../auth/actor.ts'
import { AppError } from '../http/app-error.ts'
import { parseBody } from '../http/body.ts'
import { parameter, type AccessDeps, type Route } from '../http/route.ts'
import type { ChannelDeliveries } from './channel-deliveries.ts'
import type { ChannelFault } from './channel-faults.ts'
import type { Channels } from './channels.ts'

export interface ChannelRoutesDeps extends AccessDeps {
  readonly channels: Channels & ChannelDeliveries
}

function errorOf(fault: ChannelFault): AppError {
  switch (fault.type) {
    case 'no-such-channel':
    case 'no-such-delivery':
      return new AppError(404, { code: fault.type })
    case 'channel-exists':
    case 'channel-off':
      return new AppError(409, { code: fault.type })
    case 'too-many-channels':
      return new AppError(409, { code: fault.type, params: { max: fault.max } })
    case 'bad-field': {
      const { field, expected } = fault
      return new AppError(400, { code: 'bad-request', params: { field, problem: 'custom', expected } })
    }
  }
}

/** @throws AppError for a fault */
function valueOf<T>(
  outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: ChannelFault },
): T {
  if (!outcome.ok) throw errorOf(outcome.fault)
  return outcome.value
}

/** `/api/alerts/channels` and `/api/alerts/deliveries`: every person may list the channels, administrators change them. */
export function channelRoutes({ channels, securityLog, adminDenial }: ChannelRoutesDeps): Route[] {
  const logChange = (result: string, { username }: Actor, channel: string) => {
    securityLog.write('channel', { result, user: username, channel })
  }
  return [
    {
      method: 'get',
      path: '/api/alerts/channels',
      access: 'person',
      async handle({ response }, { org, username }) {
        const mayEdit = adminDenial(username) === undefined
        response.json({ channels: await channels.list(org), mayEdit } satisfies ChannelList)
      },
    },
    {
      method: 'post',
      path: '/api/alerts/channels',
      access: 'administrator',
      async handle({ request, response }, by) {
        const created = valueOf(await channels.create(by, parseBody(NewChannel, request.body)))
        logChange('created', by, created.key)
        response.status(201).json(created)
      },
    },
    {
      method: 'put',
      path: '/api/alerts/channels/:key',
      access: 'administrator',
      async handle({ request, response }, by) {
        const change = parseBody(ChannelChange, request.body)
        const changed = valueOf(await channels.change(by, parameter(request, 'key'), change))
        logChange(change.signingKey === undefined ? 'changed' : 'key-changed', by, changed.key)
        response.json(changed)
      },
    },
    {
      method: 'delete',
      path: '/api/alerts/channels/:key',
      access: 'administrator',
      async handle({ request, response }, by) {
        const key = parameter(request, 'key')
        valueOf(await channels.remove(by, key))
        logChange('removed', by, key)
        response.status(204).end()
      },
    },
    {
      method: 'post',
      path: '/api/alerts/channels/:key/test',
      access: 'administrator',
      async handle({ request, response }, by) {
        const key = parameter(request, 'key')
        const ended = new AbortController()
        response.on('close', () => {
          ended.abort()
        })
        const delivery = valueOf(await channels.test(by, key, ended.signal))
        logChange('tested', by, key)
        if (!ended.signal.aborted) response.json(delivery)
      },
    },
    {
      method: 'get',
      path: '/api/alerts/channels/:key/deliveries',
      access: 'administrator',
      async handle({ request, response }, { org }) {
        const deliveries = valueOf(await channels.deliveries(org, parameter(request, 'key')))
        response.json({ deliveries } satisfies DeliveryList)
      },
    },
    {
      method: 'post',
      path: '/api/alerts/deliveries/:delivery/again',
      access: 'administrator',
      async handle({ request, response }, by) {
        const { webhookId, channel } = valueOf(await channels.sendAgain(by, parameter(request, 'delivery')))
        logChange('sent-again', by, channel)
        response.status(202).json({ webhookId } satisfies SendAgainReply)
      },
    },
  ]
}
