import { z } from 'zod'

/** Messages between the bench and its child processes, over the IPC channel. */

export const UpstreamOrder = z.object({
  do: z.literal('send'),
  /** The product, by way of the simulator, and relays at the plain socket. All are sent the same frames at the same time. */
  to: z.array(z.enum(['product', 'raw', 'naive', 'ideal'])).readonly(),
  framesPerSecond: z.number(),
  frames: z.number(),
})
export type UpstreamOrder = z.infer<typeof UpstreamOrder>

export const UpstreamReady = z.object({
  loginUrl: z.string(),
  plainUrl: z.string(),
  /** In the order of Five9's rows. The first queue carries the frame number; queues that change precede the others. */
  queueIds: z.array(z.string()),
})
export type UpstreamReady = z.infer<typeof UpstreamReady>

export const BusyDomainReady = z.object({ loginUrl: z.string() })
export type BusyDomainReady = z.infer<typeof BusyDomainReady>

/**
 * When each frame was sent (ms of the machine's monotonic clock), the bytes of all frames, and how often the product was
 * sent full statistics since the order before.
 */
export const Sent = z.object({
  sentAt: z.array(z.tuple([z.number(), z.number()])),
  bytes: z.number(),
  fullStatistics: z.number(),
})
export type Sent = z.infer<typeof Sent>

export const ScreensOrder = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('open'),
    port: z.number(),
    count: z.number(),
    cookie: z.string(),
    /** Resolves when all are connected (`handshake`), or when each has its snapshot too (`snapshot`). */
    until: z.enum(['handshake', 'snapshot']),
    pace: z.enum(['wall', 'desk']),
    /** The screens accept messages that were deflated once for all clients. */
    inflates: z.boolean(),
    firstQueue: z.string(),
  }),
  z.object({ do: z.literal('begin') }),
  /** Answers as soon as the last screen has this frame or a newer one, or after `withinMs`. */
  z.object({ do: z.literal('count'), frame: z.number(), withinMs: z.number() }),
  /** Asks for the last flushes that the last screen received since `begin`. */
  z.object({ do: z.literal('sample') }),
  z.object({ do: z.literal('close') }),
])
export type ScreensOrder = z.infer<typeof ScreensOrder>

export const Opened = z.object({ tookMs: z.number() })

/** What all screens have received since `begin`, and when the last screen in send order received which frame number. */
export const Received = z.object({
  bytes: z.number(),
  messages: z.number(),
  seen: z.array(z.tuple([z.number(), z.number()])),
  /** Screens that the server has closed since they were opened. */
  lost: z.number(),
})
export type Received = z.infer<typeof Received>

/** A message as it was received: the opcode of RFC 6455, and the payload in base64. */
export const SampledFrame = z.object({ opcode: z.number(), payload: z.string() })
export type SampledFrame = z.infer<typeof SampledFrame>
export const Sampled = z.object({ frames: z.array(SampledFrame) })

/** Orders of the ideal coalescer. `play`: it writes the frames in turn, each to all screens, until `stop`. */
export const CoalescerOrder = z.discriminatedUnion('do', [
  z.object({ do: z.literal('play'), everyMs: z.number(), frames: z.array(SampledFrame) }),
  z.object({ do: z.literal('stop') }),
])
export type CoalescerOrder = z.infer<typeof CoalescerOrder>
export const CoalescerAnswer = z.object({ screens: z.number() })

export const RelayReady = z.object({ port: z.number() })

/** What the child that pairs displays is started with. */
export const PairingOrder = z.object({
  /** The path of the product's database, which no server may have open. It holds one display and its board. */
  database: z.string(),
  /** The number of displays that it holds afterwards. Display `i` has `displayToken(i)` and board `i` modulo the boards. */
  displays: z.number(),
  /** For each board, the queues that it shows. */
  boards: z.array(z.array(z.string())),
})
export type PairingOrder = z.infer<typeof PairingOrder>

export const Paired = z.object({ displays: z.number() })

/** What the least server of displays is started with. */
export const LeastServerOrder = z.object({
  /** It knows the tokens of this many displays. */
  displays: z.number(),
  /** What it sends to each, in base64. */
  frames: z.string(),
})
export type LeastServerOrder = z.infer<typeof LeastServerOrder>

export const DisplaysOrder = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('open'),
    port: z.number(),
    /** The number of displays that are open afterwards. Those that are open stay open. */
    count: z.number(),
    /** Path and query of the WebSocket; display `i` uses target `i` modulo their number. */
    targets: z.readonly(z.array(z.string())),
    /** Resolves when all displays have reached this stage, or after 30 s. */
    until: z.enum(['connected', 'shown', 'fresh']),
    /** The text of the report that the display page sends after its first acknowledgement. */
    report: z.string(),
  }),
  /** Resolves when each open display has lost its connection and shows confirmed figures again, or after 30 s. */
  z.object({ do: z.literal('fresh-again') }),
  /** Ends connections, one display after the other in turn, and opens each again at once. Resolves after this many. */
  z.object({ do: z.literal('churn'), reconnects: z.number() }),
  z.object({ do: z.literal('close') }),
])
export type DisplaysOrder = z.infer<typeof DisplaysOrder>

const Duration = z
  .number()
  .nullable()
  .transform((ms) => ms ?? Infinity)

/** Milliseconds from the first connection attempt until the last display got there; null: not within the time limit. */
export const DisplaysOpened = z.object({
  connectedMs: Duration,
  /** Each has its board and a snapshot. */
  shownMs: Duration,
  /** Each also has figures that are confirmed: the link is up and no data source is unconfirmed. */
  freshMs: Duration,
  /** Connection attempts after the first one of each display. */
  reconnects: z.number(),
})
export type DisplaysOpened = z.infer<typeof DisplaysOpened>

/** Orders that `product-probe.js` takes. */
export type ProbeOrder = { readonly do: 'probe-begin' } | { readonly do: 'probe-read' }

/** What happened in the server since `probe-begin`. */
export const ServerLoad = z.object({
  /** The longest time for which the event loop did not run timers, in ms. */
  blockedMs: z.number(),
  /** The most CPU time that the main thread spent between two timers, in ms. */
  busyMs: z.number(),
  /**
   * The longest time between two timers: of it CPU time of the main thread, and time in which the thread was ready while
   * others had the cores. In the rest it waited for something else, such as a disk.
   */
  longest: z.object({ ms: z.number(), cpuMs: z.number(), waitedMs: z.number() }),
  /** Executed statements that read the table of displays. */
  displayReads: z.number(),
  /** Executed statements that read other tables. */
  otherReads: z.number(),
})
export type ServerLoad = z.infer<typeof ServerLoad>

/** The token of a display that the bench has paired; of the length of a real one. */
export const displayToken = (index: number): string => `bench-display-${index}-`.padEnd(43, 'x')

/** Milliseconds of the monotonic clock, which all processes of a machine share. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6
