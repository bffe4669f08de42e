import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { DaySubject } from '@wallboard/relay/rest/history'
import { historyQueries } from '../../api/history-queries.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { timeStrip as text } from '../../i18n/index.ts'
import { siteDay } from '../../ui/format/site-day.ts'
import { useHasHistory } from '../desk-session/use-site.ts'
import { useSiteDay } from '../site-time/site-day-context.tsx'
import { CopyLink } from './copy-link.tsx'
import { DayChooser } from './day-chooser.tsx'
import { daysWithData } from './day-list-state.ts'
import { recordedPartOf, type Range } from './day-range-state.ts'
import { lengthText } from './instant-text.ts'
import { PlayControls } from './play-controls.tsx'
import type { Speed } from './speeds.ts'
import { gapsOnStrip } from './strip-gaps-state.ts'
import { partsText } from './strip-parts-state.ts'
import { StripTrack } from './strip-track.tsx'
import styles from './time-strip.module.css'

export interface TimeStripProps {
  /** Whose waiting calls and alerts the strip shows. */
  readonly subject: DaySubject
  /** The data sources whose gaps are shown. */
  readonly dataSources: readonly string[]
  /** The instant that the page shows, epoch milliseconds; undefined while it shows the present. */
  readonly at: number | undefined
  /** Undefined while paused. */
  readonly speed: Speed | undefined
  /** Called for each instant while a person drags. */
  readonly onSeek: (at: number) => void
  readonly onPlay: (speed: Speed) => void
  readonly onPause: () => void
  readonly onLive: () => void
  /** The address that opens an instant of this page. */
  readonly linkOf: (at: number) => string
}

/** The last instant of which something is known: the recording ends before `to`. */
const knownPart = ({ from, to }: Range): Range => ({ from, to: Math.max(from, to - 1) })

/**
 * The strip of a day: waiting calls as an area, alerts as marks, gaps hatched. It reads its data itself. Without a
 * recording it shows nothing.
 */
export function TimeStrip(props: TimeStripProps) {
  const { subject, dataSources, at, speed, onSeek, onPlay, onPause, onLive, linkOf } = props
  const dayRule = useSiteDay()
  const zone = useSiteZone()
  const hasHistory = useHasHistory()
  const { data: days } = useQuery({ ...historyQueries.days(), enabled: hasHistory })
  const dayStarts = useMemo(() => daysWithData(days?.spans ?? [], dayRule), [days, dayRule])
  const lastLive = days?.spans[days.spans.length - 1]?.to
  const shownAt = at ?? lastLive
  const shownDay = siteDay(shownAt ?? 0, dayRule)
  const { data: coverage } = useQuery({
    ...historyQueries.coverage(shownDay.from, shownDay.to),
    enabled: hasHistory && shownAt !== undefined,
    placeholderData: keepPreviousData,
  })
  const { data: day, isError } = useQuery({
    ...historyQueries.day(subject, shownDay.from, shownDay.to),
    enabled: hasHistory && shownAt !== undefined,
  })
  const known = coverage?.recorded
  if (known === null || known === undefined || shownAt === undefined) return null
  const recorded = knownPart(known)
  const parts = partsText(day?.parts ?? [], zone)
  return (
    <section className={styles.strip} aria-label={text.label} data-strip="">
      <div className={styles.controls}>
        <PlayControls isLive={at === undefined} speed={speed} onPlay={onPlay} onPause={onPause} />
        <DayChooser days={dayStarts} recorded={recorded} at={shownAt} onSeek={onSeek} />
        {isError && <span role="status">{text.notRead}</span>}
        <span className={styles.right}>
          <CopyLink href={linkOf(shownAt)} />
          {at !== undefined && (
            <button type="button" onClick={onLive}>
              {text.toLive}
            </button>
          )}
        </span>
      </div>
      {coverage !== undefined && coverage.aheadOfClockMs > 0 && (
        <p className={styles.ahead} role="status" data-ahead-of-clock="">
          ▲ {text.aheadOfClock(lengthText(coverage.aheadOfClockMs))}
        </p>
      )}
      {parts !== undefined && (
        <p className={styles.parts} role="note" data-parts="">
          {parts}
        </p>
      )}
      <Track {...{ recorded, at, onSeek, dataSources }} shownAt={shownAt} coverage={coverage} day={day} />
    </section>
  )
}

interface TrackProps extends Pick<TimeStripProps, 'at' | 'onSeek' | 'dataSources'> {
  readonly recorded: Range
  readonly shownAt: number
  readonly coverage: Parameters<typeof gapsOnStrip>[0] | undefined
  readonly day: Parameters<typeof StripTrack>[0]['day']
}

function Track({ recorded, shownAt, coverage, day, dataSources, at, onSeek }: TrackProps) {
  const { from, to } = recordedPartOf(shownAt, recorded, useSiteDay())
  const range = useMemo(() => ({ from, to }), [from, to])
  const gaps = useMemo(
    () => (coverage === undefined ? [] : gapsOnStrip(coverage, dataSources, range)),
    [coverage, dataSources, range],
  )
  return <StripTrack range={range} gaps={gaps} day={day} at={at} onSeek={onSeek} />
}
