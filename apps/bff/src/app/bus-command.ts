import { z } from 'zod'

/**
 * What nodes send each other about connections. A view is not sent: each node derives it from the database, so that
 * nothing on the bus can show a display more than its board does.
 */
export const BusCommand = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('send'),
    message: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('command'), command: z.enum(['identify', 'reload']) }),
      z.strictObject({ type: z.literal('speaker'), isSpeaker: z.boolean() }),
    ]),
  }),
  z.strictObject({ kind: z.literal('close') }),
  /** Asks which node has a connection of the key; only those that have one answer. */
  z.strictObject({ kind: z.literal('is-connected'), question: z.string().max(100) }),
  z.strictObject({ kind: z.literal('connected'), question: z.string().max(100) }),
])
export type BusCommand = z.infer<typeof BusCommand>

/** A message that may be sent to the connections of a key on any node. */
export type SentMessage = Extract<BusCommand, { kind: 'send' }>['message']
