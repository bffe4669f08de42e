import { z } from 'zod/mini'
import { GapSpan } from '../coverage.ts'

/** A figure of a window, and what it usually is. Null: not known. */
const Compared = z.object({ now: z.nullable(z.number()), usual: z.nullable(z.number()) })
export type Compared = z.infer<typeof Compared>

/** What changed the wait, and how much of it: seconds, and whole per cent of all that added to it. */
const CauseShare = z.object({ seconds: z.number(), share: z.nullable(z.number()) })

/** Why there are no shares of a wait. */
export const noSharesReasons = [
  /** Calls of a campaign with several queues may be answered before a row shows them. */
  'arrivals-at-least',
  /** Calls, agents or handle time are not known, now or usually. */
  'not-known',
  /** The model's mean wait changed by less than 15 seconds. */
  'small-change',
  /** More calls came than could be answered, and nobody is known to give up. */
  'grows-without-end',
] as const

/** Why a skill list or queue changed. */
const SkillChange = z.object({
  at: z.number(),
  change: z.enum(['agent-added', 'agent-removed', 'queue-added', 'queue-renamed']),
  /** The agent's name; null for a queue, and for an agent whom the caller may not see. */
  name: z.nullable(z.string()),
})

/** An agent of the queue went away, came back, or logged in or out. */
const Move = z.object({
  at: z.number(),
  to: z.enum(['at-work', 'away', 'logged-out']),
  /** The name of the reason; null without one. */
  reason: z.nullable(z.string()),
  /** Null where the caller may not see the agent. */
  agent: z.nullable(z.object({ id: z.string(), name: z.nullable(z.string()) })),
  /** When the agent came back within the window. */
  backAt: z.nullable(z.number()),
})
export type WhyMove = z.infer<typeof Move>

/**
 * `GET /api/history/why?queue=<id>&at=<ISO instant>`: what changed for a queue in the 15 minutes before an instant,
 * against what is usual. Instants are epoch milliseconds; times are seconds; agent time is agent-minutes of the window.
 */
export const HistoryWhy = z.object({
  queue: z.string(),
  from: z.number(),
  to: z.number(),
  /**
   * What the usual is: the median of the same time in `weeks` weeks; or, with fewer than four, the hour before; or
   * nothing, where neither was recorded.
   */
  usual: z.object({ basis: z.enum(['weeks', 'hour-before', 'none']), weeks: z.number() }),
  calls: Compared,
  /** False: at least this many calls came, because those that are answered at once may be in no row. */
  areCallsExact: z.boolean(),
  /** Agents of the queue who were at work, on average. */
  staffed: Compared,
  /** The same, with each agent shared among the queues that have callers. */
  effectiveAgents: Compared,
  /** Seconds, after-call work included. */
  handleTime: Compared,
  /** Calls that the handle times are the mean of. */
  handled: Compared,
  /** Only where the campaign has no other queue: abandoned calls have no queue. */
  abandoned: Compared,
  /** The mean wait of Erlang A in seconds. */
  wait: z.nullable(z.object({ now: z.number(), usual: z.number() })),
  /** Callers give up after this many seconds on average; null when nobody is known to give up. */
  patience: z.nullable(z.number()),
  shares: z.nullable(z.object({ calls: CauseShare, staffed: CauseShare, handleTime: CauseShare })),
  noShares: z.nullable(z.enum(noSharesReasons)),
  /** Where agent time went: agent-minutes by reason, and the share of the staffing's share in per cent. */
  agentTime: z.array(
    z.object({
      /** `absent`: not logged in. `no-reason`: not ready without a reason. */
      kind: z.enum(['absent', 'reason', 'no-reason']),
      reason: z.nullable(z.string()),
      now: z.number(),
      usual: z.number(),
      share: z.nullable(z.number()),
    }),
  ),
  moves: z.array(Move),
  changes: z.array(SkillChange),
  /** What was not recorded live in the window, by data source. */
  gaps: z.array(z.object({ dataSource: z.string(), gap: GapSpan })),
})
export type HistoryWhy = z.infer<typeof HistoryWhy>
