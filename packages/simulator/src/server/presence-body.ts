import { z } from 'zod'

const State = z.looseObject({
  readyChannels: z.array(z.string()),
  notReadyReasonCode: z.union([z.string(), z.number()]).default('0'),
})
/** The body of a new presence is not documented: clients send the state itself, or a presence that holds it. */
export const PresenceBody = z.union([
  State,
  z.looseObject({ currentState: State }).transform(({ currentState }) => currentState),
])
