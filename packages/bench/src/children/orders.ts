import { z } from 'zod'

/** What the parent asks of its children, and what they answer: over the channel that `fork` gives. */

export const UpstreamOrder = z.object({
  do: z.literal('send'),
  /** The product by way of the simulator, or a relay at the plain socket. */
  to: z.enum(['product', 'raw', 'naive']),
  framesPerSecond: z.number(),
  frames: z.number(),
})
export type UpstreamOrder = z.infer<typeof UpstreamOrder>

export const UpstreamReady = z.object({
  loginUrl: z.string(),
  plainUrl: z.string(),
  /** In the order of its rows: the first identifies frames, and those that change come before others. */
  queueIds: z.array(z.string()),
})
export type UpstreamReady = z.infer<typeof UpstreamReady>

/** When each frame was sent (ms of the machine's monotonic clock), and their bytes together. */
export const Sent = z.object({ sentAt: z.array(z.tuple([z.number(), z.number()])), bytes: z.number() })
export type Sent = z.infer<typeof Sent>

export const ScreensOrder = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('open'),
    port: z.number(),
    count: z.number(),
    cookie: z.string(),
    /** `handshake` is done when all are connected; `snapshot` when each has its snapshot too. */
    until: z.enum(['handshake', 'snapshot']),
    pace: z.enum(['wall', 'desk']),
    /** They ask for messages that were deflated once for all of them. */
    inflates: z.boolean(),
    firstQueue: z.string(),
  }),
  z.object({ do: z.literal('begin') }),
  z.object({ do: z.literal('count') }),
  z.object({ do: z.literal('close') }),
])
export type ScreensOrder = z.infer<typeof ScreensOrder>

export const Opened = z.object({ tookMs: z.number() })

/** What all screens received since `begin`, and when the last of them in the order of sending saw which frame. */
export const Received = z.object({
  bytes: z.number(),
  messages: z.number(),
  seen: z.array(z.tuple([z.number(), z.number()])),
})
export type Received = z.infer<typeof Received>

export const RelayReady = z.object({ port: z.number() })

/** Milliseconds of the clock that all processes of a machine share. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6
