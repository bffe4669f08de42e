import { useSiteZone } from '../../board/site-zone-context.tsx'
import type { AgentTimeline, StateSpan } from '@wallboard/relay/rest/agent-timeline'
import type { Activity } from '@wallboard/statistics'
import { agentPage as texts, agentsPage, tiles } from '../../i18n/index.ts'
import { hourTicks, localHourOf } from '../../ui/format/hour-ticks.ts'
import { formatSiteTime, formatWait } from '../../ui/format/wait.ts'
import { activityOfState } from './agent-text.ts'
import styles from './agent-page.module.css'

const hourMs = 3_600_000
/** Each hour of the longest day has a label. */
const maxHours = 25

interface AgentTimelineBarProps {
  readonly timeline: AgentTimeline
  readonly spans: readonly StateSpan[]
  readonly now: number
  readonly reasonName: (reasonId: string) => string
}

const legend: readonly Activity[] = ['ready', 'on-call', 'after-call', 'not-ready', 'logged-out']

/** Half of the width of a label, as a part of the shown time. */
const edgeMs = (shownMs: number): number => shownMs / 50

/** From the first recorded hour of the day until now. */
function shownRange(
  { from, gaps }: AgentTimeline,
  spans: readonly StateSpan[],
  now: number,
  zone: string | undefined,
) {
  const isOut = ({ state }: StateSpan) => state === 'LOGGED_OUT'
  const first =
    spans.find((span) => !isOut(span))?.startsAt ?? spans[0]?.startsAt ?? gaps[0]?.startsAt ?? from
  const startsAt = Math.max(from, localHourOf(first, zone))
  return { startsAt, endsAt: Math.max(now, startsAt + hourMs) }
}

/** The states of a day, in proportion to their time. What was not recorded is hatched. */
export function AgentTimelineBar({ timeline, spans, now, reasonName }: AgentTimelineBarProps) {
  const zone = useSiteZone()
  const { startsAt, endsAt } = shownRange(timeline, spans, now, zone)
  const left = (at: number) => `${((Math.max(at, startsAt) - startsAt) / (endsAt - startsAt)) * 100}%`
  const width = (span: { readonly startsAt: number; readonly endsAt: number }) =>
    `${((Math.min(span.endsAt, endsAt) - Math.max(span.startsAt, startsAt)) / (endsAt - startsAt)) * 100}%`
  const isShown = (span: { readonly endsAt: number; readonly startsAt: number }) =>
    span.endsAt > startsAt && span.startsAt < endsAt
  const hours = hourTicks(startsAt, endsAt, zone, maxHours)
  // A label at an end of the bar stands inside of it.
  const edgeOf = (at: number) =>
    at - startsAt < edgeMs(endsAt - startsAt)
      ? 'start'
      : endsAt - at < edgeMs(endsAt - startsAt)
        ? 'end'
        : undefined
  const textOf = (span: StateSpan) => {
    const activity = activityOfState(span.state)
    const { reasonId } = span
    const isNamed = activity === 'not-ready' && reasonId !== null && reasonId !== '0'
    const name = isNamed ? reasonName(reasonId) : agentsPage.activities[activity]
    return spanText(name, span, zone)
  }
  return (
    <>
      <div className={styles.bar} role="img" aria-label={texts.timeline} data-timeline="">
        {timeline.gaps.filter(isShown).map((gap) => (
          <span
            key={`gap ${gap.startsAt}`}
            data-gap={gap.kind}
            title={spanText(texts.gapBecause(tiles.trend.gapKinds[gap.kind]), gap, zone)}
            style={{ left: left(gap.startsAt), width: width(gap) }}
          />
        ))}
        {spans.filter(isShown).map((span) => (
          <span
            key={span.startsAt}
            data-activity={activityOfState(span.state)}
            title={textOf(span)}
            style={{ left: left(span.startsAt), width: width(span) }}
          />
        ))}
      </div>
      <div className={styles.hours} aria-hidden="true">
        {hours.map((at) => (
          <span key={at} style={{ left: left(at) }} data-edge={edgeOf(at)}>
            {formatSiteTime(at, zone)}
          </span>
        ))}
      </div>
      <ul className={styles.legend}>
        {legend.map((activity) => (
          <li key={activity}>
            <i className={styles.bar}>
              <span data-activity={activity} />
            </i>
            {agentsPage.activities[activity]}
          </li>
        ))}
        {timeline.gaps.some(isShown) && (
          <li>
            <i className={styles.bar}>
              <span data-gap="" />
            </i>
            {texts.gap}
          </li>
        )}
      </ul>
    </>
  )
}

const spanText = (
  name: string,
  { startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number },
  zone: string | undefined,
) =>
  texts.span(
    name,
    formatSiteTime(startsAt, zone),
    formatSiteTime(endsAt, zone),
    formatWait(endsAt - startsAt),
  )
