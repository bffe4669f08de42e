import { z } from 'zod'
import { defineMethod } from './definition.ts'
import { Count, Id, Nothing } from './shapes.ts'

const ReadyState = z.looseObject({
  readyChannels: z.array(z.string()).nullish().catch(null),
  notReadyReasonCode: Id.nullish(),
})

/** The time of the state has two names on the wire; it is read as `currentStateTime`, epoch milliseconds. */
const Presence = z
  .looseObject({
    currentState: ReadyState.nullish(),
    pendingState: ReadyState.nullish(),
    currentStateTime: Count,
    currentStateLong: Count,
  })
  .transform(({ currentStateLong, ...presence }) => ({
    ...presence,
    currentStateTime: presence.currentStateTime ?? currentStateLong ?? null,
  }))

/** Presence methods, below the path of an agent. */
export function presenceMethods(agentPath: string) {
  return {
    /** The channels that an agent is ready for, or the reason for none. For a supervisor: path parameter `agentUserId`. [R] */
    Presence: defineMethod({
      name: 'Presence',
      http: 'GET',
      path: `${agentPath}/presence`,
      response: Presence,
    }),
    /** Makes an agent ready for channels, or not ready for a reason; during a call it takes effect after it. [R] */
    ChangePresence: defineMethod({
      name: 'ChangePresence',
      http: 'PUT',
      path: `${agentPath}/presence`,
      body: z.looseObject({
        readyChannels: z.array(z.string()),
        notReadyReasonCode: z.union([z.string(), z.number()]).optional(),
      }),
      response: Nothing,
    }),
  }
}
