import { EventId } from '@wallboard/five9/events'
import type { Router } from 'express'
import type { Reply } from './domain-lists.ts'
import { refuse } from './envelope.ts'
import { PresenceBody } from './presence-body.ts'
import type { RestDeps } from './rest-deps.ts'

/** The user's own agent: presence and active skills. Changes are announced by events 12 and 11. */
export function agentRoutes(router: Router, deps: RestDeps, reply: Reply): void {
  const { floor, domainNow, sendToAgent } = deps
  const own = '/agents/:userId'
  let presence = {
    currentState: { readyChannels: new Array<string>(), notReadyReasonCode: '0' },
    currentStateTime: domainNow(),
    pendingState: null,
    gracefulModeOn: false,
  }
  reply(own, ({ params }) => ({ id: params.userId, fullName: 'Demo Agent', extension: '100' }))
  reply(`${own}/skills`, () => floor.queues())
  reply(`${own}/options`, () => ({ options: [] }))
  reply(`${own}/presence`, () => presence)
  router.put(`${own}/presence`, (request, response) => {
    const sent = PresenceBody.safeParse(request.body)
    if (!sent.success) {
      refuse(response, 435, { errorCode: 1, message: 'The body must be a presence with readyChannels' })
      return
    }
    const { readyChannels, notReadyReasonCode } = sent.data
    presence = {
      ...presence,
      currentState: { readyChannels, notReadyReasonCode: String(notReadyReasonCode) },
      currentStateTime: domainNow(),
    }
    response.json(presence)
    sendToAgent(EventId.EVENT_PRESENCE_UPDATED, presence)
  })
}
