import { z } from 'zod/mini'

/** Sent by a frame to the page around it, with a port: the frame follows the page's live connection over the port. */
export const FollowRequest = z.object({ kind: z.literal('follow-live') })
export type FollowRequest = z.infer<typeof FollowRequest>

/** From the page to the frame: what happens on the page's live connection. */
export const SharedEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  /** A message of the server, as it was received. */
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('down'), code: z.number(), failures: z.number() }),
])
export type SharedEvent = z.infer<typeof SharedEvent>
