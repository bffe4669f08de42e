import { Link, useNavigate } from '@tanstack/react-router'
import { allQueuesBoardId } from '@wallboard/boards'
import type { HistoryCoverage, HistoryState } from '@wallboard/relay/rest/history'
import { errorText } from '../../api/error-text.ts'
import { historyPage as text } from '../../i18n/index.ts'
import { addressOf } from '../../api/address.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { siteDay } from '../../ui/format/site-day.ts'
import { formatTime } from '../../ui/format/wait.ts'
import { formatQuery } from '../query-parameters.ts'
import { useSiteDay } from '../site-time/site-day-context.tsx'
import { dateText, gapText } from '../time-strip/instant-text.ts'
import { joinedGaps } from '../time-strip/strip-gaps-state.ts'
import { TimeStrip } from '../time-strip/time-strip.tsx'
import styles from './history-page.module.css'
import { DayMark } from './day-mark.tsx'
import { queryOf, type MomentAddress } from './moment-address.ts'
import type { Replay } from './use-replay.ts'

interface ReplayBarProps {
  readonly boardId: string
  /** The data sources that the board shows. */
  readonly dataSources: readonly string[]
  readonly replay: Replay
  /** The instant of the figures, epoch milliseconds. */
  readonly shownAt: number
  /** The data sources at that instant; undefined until they are known. */
  readonly sources: HistoryState['sources'] | undefined
  readonly filling: HistoryCoverage['filling']
}

/** The ribbon with date and time, and the strip of the day. */
export function ReplayBar({ boardId, dataSources, replay, shownAt, sources, filling }: ReplayBarProps) {
  const zone = useSiteZone()
  const { wanted, speed, playError, seek, play, pause } = replay
  const navigate = useNavigate()
  return (
    <>
      <div className={styles.ribbon} data-ribbon="">
        <b className={styles.word}>{text.replay}</b>
        <time dateTime={new Date(shownAt).toISOString()} data-shown="">
          {dateText(shownAt, zone)} <b>{formatTime(shownAt, zone)}</b>
        </time>
        <span>{text.notLive}</span>
        {speed !== undefined && <span>{text.playing(speed)}</span>}
        {shownAt !== wanted && <span role="status">{text.loadingInstant(formatTime(wanted, zone))}</span>}
      </div>
      {playError !== undefined && (
        <p className={styles.notLive} role="alert">
          {text.stopped} {errorText(playError)}
        </p>
      )}
      {sources !== undefined && <Gaps sources={sources} />}
      <TimeStrip
        subject={{ board: boardId }}
        dataSources={dataSources}
        at={wanted}
        speed={speed}
        onSeek={seek}
        onPlay={play}
        onPause={pause}
        onLive={() => void navigate(liveAddress(boardId))}
        linkOf={(at) => linkTo({ at, board: boardId, speed: undefined })}
      />
      <div className={styles.day}>
        <DayMark at={wanted} />
        {filling !== null && <p role="status">{text.filling(filling)}</p>}
        <CsvLinks at={wanted} />
      </div>
    </>
  )
}

/** The day of an instant as files for a spreadsheet. */
function CsvLinks({ at }: { readonly at: number }) {
  const { from, to } = siteDay(at, useSiteDay())
  const query = formatQuery({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    download: '1',
  })
  return (
    <span className={styles.files}>
      <a href={addressOf(`api/history/quarters.csv${query}`)} download>
        {text.quartersFile}
      </a>
      <a href={addressOf(`api/history/trends.csv${query}`)} download>
        {text.waitingFile}
      </a>
    </span>
  )
}

/** The live page of a board. */
export const liveAddress = (boardId: string) =>
  ({ to: '/wall', search: boardId === allQueuesBoardId ? {} : { board: boardId } }) as const

/** The whole address of a moment. */
const linkTo = (address: MomentAddress): string =>
  `${location.origin}${location.pathname}${formatQuery({ ...queryOf(address) })}`

/** The link to the live page of the board. `Esc` does the same. */
export function BackToLive({ boardId }: { readonly boardId: string }) {
  return (
    <Link className={styles.toLive} {...liveAddress(boardId)}>
      {text.toLive}
    </Link>
  )
}

/** The data sources that were not live at the instant, with the reason. */
function Gaps({ sources }: { readonly sources: HistoryState['sources'] }) {
  const zone = useSiteZone()
  const unrecorded = sources.filter(({ coverage }) => coverage === null)
  const gaps = joinedGaps(
    sources.map(({ dataSource, coverage }) => ({
      dataSource,
      spans: coverage === null ? [] : [coverage],
    })),
  )
  if (unrecorded.length === 0 && gaps.length === 0) return null
  return (
    <p className={styles.notLive} role="status" data-not-live="">
      {gaps.map(({ dataSources, span }) => (
        <span key={`${dataSources.join()} ${span.startsAt}`}>▲ {gapText(dataSources, span, zone)}</span>
      ))}
      {unrecorded.length > 0 && (
        <span>▲ {text.notRecorded(unrecorded.map(({ dataSource }) => dataSource))}</span>
      )}
    </p>
  )
}
