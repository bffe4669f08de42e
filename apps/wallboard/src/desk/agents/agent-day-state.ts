import type { AgentTimeline, StateSpan } from '@wallboard/relay/rest/agent-timeline'
import type { AgentRecord } from '@wallboard/statistics/agent-table'

/** What an agent does now, by the clock of the recording (epoch milliseconds). */
export interface LiveTail {
  readonly record: AgentRecord
  readonly now: number
  /** Add it to an instant of Five9's clock for one of the recording. */
  readonly domainOffsetMs: number
}

/**
 * The recorded spans, with what the agent has done since the end of the recording. The present state began when Five9
 * says so; what lay between the last recorded state and that instant is not known, and a gap stays one.
 */
export function withLiveTail(timeline: AgentTimeline, tail: LiveTail | undefined): readonly StateSpan[] {
  const { spans } = timeline
  if (tail?.record.since === undefined || tail.record.state === undefined) return spans
  const { record, now, domainOffsetMs } = tail
  const { state, since, reason, campaign, callType } = record
  if (state === undefined || since === undefined) return spans
  const last = spans[spans.length - 1]
  const startsAt = Math.max(since + domainOffsetMs, timeline.from)
  if (now <= startsAt) return spans
  const isSameState = last?.state === state && last.since === since
  const joins = isSameState && !timeline.gaps.some(({ endsAt }) => endsAt > last.endsAt)
  if (joins) return [...spans.slice(0, -1), { ...last, endsAt: Math.max(last.endsAt, now) }]
  const from = Math.max(startsAt, last?.endsAt ?? 0, ...timeline.gaps.map(({ endsAt }) => endsAt))
  if (now <= from) return spans
  return [
    ...spans,
    {
      ...{ startsAt: from, endsAt: now, state, since },
      ...{ reasonId: reason?.id ?? null, campaignId: campaign?.id ?? null, callType: callType ?? null },
    },
  ]
}

export interface ReasonTotal {
  /** Null: not ready without a reason. */
  readonly reasonId: string | null
  readonly ms: number
  readonly count: number
}

const noReason = '0'

/** The time not ready by reason, longest first, and how often. */
export function reasonTotals(spans: readonly StateSpan[]): readonly ReasonTotal[] {
  const totals = new Map<string | null, { ms: number; count: number }>()
  let before: StateSpan | undefined
  for (const span of spans) {
    const last = before
    before = span
    if (span.state !== 'NOT_READY') continue
    const reasonId = span.reasonId === noReason ? null : span.reasonId
    const total = totals.get(reasonId) ?? { ms: 0, count: 0 }
    const goesOn =
      last?.state === span.state && last.reasonId === span.reasonId && last.endsAt === span.startsAt
    totals.set(reasonId, {
      ms: total.ms + span.endsAt - span.startsAt,
      count: total.count + (goesOn ? 0 : 1),
    })
  }
  return Array.from(totals, ([reasonId, total]) => ({ reasonId, ...total })).sort((a, b) => b.ms - a.ms)
}

export interface CampaignTotal {
  readonly campaignId: string | null
  readonly calls: number
  readonly talkMs: number
}

const isTalk = (state: string): boolean => state === 'ON_CALL'
/** States within a call: hold and park. After them the same call goes on. */
const isWithinCall = (state: string): boolean => state === 'ON_HOLD' || state === 'ON_PARK'

/** Calls by campaign, most calls first. Hold or park between two parts of one call makes no second call. */
export function campaignTotals(spans: readonly StateSpan[]): readonly CampaignTotal[] {
  const totals = new Map<string | null, { calls: number; talkMs: number }>()
  let open: StateSpan | undefined
  for (const span of spans) {
    if (isWithinCall(span.state)) continue
    if (!isTalk(span.state)) {
      open = undefined
      continue
    }
    const { campaignId } = span
    const goesOn =
      open?.campaignId === campaignId && (open.since === span.since || open.endsAt < span.startsAt)
    open = span
    const total = totals.get(campaignId) ?? { calls: 0, talkMs: 0 }
    totals.set(campaignId, {
      calls: total.calls + (goesOn ? 0 : 1),
      talkMs: total.talkMs + span.endsAt - span.startsAt,
    })
  }
  return Array.from(totals, ([campaignId, total]) => ({ campaignId, ...total })).sort(
    (a, b) => b.calls - a.calls || b.talkMs - a.talkMs,
  )
}
