import type { GapSpan } from '@wallboard/relay/coverage'
import type { AlertLevel, PastAlert } from '@wallboard/relay/rest/alerts'
import { z } from 'zod/mini'

/** A row of the history: an alert, or a span without data, in which no alert could start or end. */
export type PastRow =
  | { readonly kind: 'alert'; readonly at: number; readonly alert: PastAlert }
  | { readonly kind: 'gap'; readonly at: number; readonly gap: GapSpan }

/** Shorter gaps are reconnects. */
const minGapMs = 60_000

/** Alerts and gaps, the newest first. Gaps are left out before the time that a capped list of alerts reaches back to. */
export function pastRows(
  alerts: readonly PastAlert[],
  gaps: readonly GapSpan[],
  isCapped: boolean,
): readonly PastRow[] {
  const oldest = isCapped ? Math.min(...alerts.map(({ firedAt }) => firedAt)) : -Infinity
  return [
    ...alerts.map((alert): PastRow => ({ kind: 'alert', at: alert.firedAt, alert })),
    ...gaps
      .filter(({ startsAt, endsAt }) => endsAt - startsAt >= minGapMs && startsAt >= oldest)
      .map((gap): PastRow => ({ kind: 'gap', at: gap.startsAt, gap })),
  ].sort((a, b) => b.at - a.at)
}

/** The note of the acknowledgement that holds, or of the last one. */
export const lastNoteOf = ({ events }: Pick<PastAlert, 'events'>): string | undefined =>
  [...events].reverse().find(({ what, note }) => what === 'acknowledged' && note !== null)?.note ?? undefined

export const ranges = ['today', 'yesterday', 'week', 'month'] as const
export type PastRange = (typeof ranges)[number]

/** What the history on the page is narrowed to. */
export interface PastFilter {
  readonly range: PastRange
  readonly level: AlertLevel | undefined
  readonly rule: string | undefined
  /** `kind:id` */
  readonly entity: string | undefined
}

const text = z.catch(z.optional(z.string()), undefined)

/** `/alerts?range=…&level=…&rule=…&entity=…`. Unknown keys and values are ignored. */
const Query = z.object({
  range: z.catch(z.enum(ranges), 'today'),
  level: z.catch(z.optional(z.enum(['warn', 'critical'])), undefined),
  rule: text,
  entity: text,
})

export function parseFilter(query: Readonly<Record<string, unknown>>): PastFilter {
  const { range, level, rule, entity } = Query.parse(query)
  const isEntity = entity !== undefined && /^[a-z-]+:./.test(entity)
  return { range, level, rule, entity: isEntity ? entity : undefined }
}

/** The query that shows this filter again; what is the default is left out. */
export const queryOfFilter = ({
  range,
  level,
  rule,
  entity,
}: PastFilter): Readonly<Record<string, string>> => ({
  ...(range === 'today' ? {} : { range }),
  ...(level === undefined ? {} : { level }),
  ...(rule === undefined ? {} : { rule }),
  ...(entity === undefined ? {} : { entity }),
})

const dayMs = 86_400_000

/**
 * The time of a range, `[from, to)` in epoch milliseconds. `today` and `yesterday`: when these days begin. It ends at
 * `now`, rounded up to the minute, so that the requests of a minute are the same.
 */
export function spanOf(
  range: PastRange,
  { today, yesterday, now }: { readonly today: number; readonly yesterday: number; readonly now: number },
): { readonly from: number; readonly to: number } {
  const end = Math.ceil(now / 60_000) * 60_000
  switch (range) {
    case 'today':
      return { from: today, to: Math.max(end, today + 60_000) }
    case 'yesterday':
      return { from: yesterday, to: today }
    case 'week':
      return { from: today - 6 * dayMs, to: end }
    case 'month':
      return { from: end - 31 * dayMs, to: end }
  }
}
