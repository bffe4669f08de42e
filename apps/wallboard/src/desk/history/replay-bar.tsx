import { Link } from '@tanstack/react-router'
import type { HistoryCoverage, HistoryState } from '@wallboard/relay/rest/history'
import { allQueuesBoardId } from '@wallboard/boards'
import { historyPage as text } from '../../i18n/index.ts'
import { formatTime } from '../../ui/format/wait.ts'
import { dayOf, recordedPartOf, type Range } from './day-range-state.ts'
import { DayStrip } from './day-strip.tsx'
import styles from './history-page.module.css'
import { dateText, gapText, instantText } from './instant-text.ts'
import { speeds, type Speed } from './moment-address.ts'
import { gapsOnStrip, joinedGaps } from './strip-gaps-state.ts'
import type { Replay } from './use-replay.ts'

interface ReplayBarProps {
  readonly boardId: string
  /** The data sources that the board shows. */
  readonly dataSources: readonly string[]
  readonly replay: Replay
  readonly recorded: Range
  readonly coverage: HistoryCoverage | undefined
}

/** The ribbon with date and time, the controls, and the strip of the day. */
export function ReplayBar({ boardId, dataSources, replay, recorded, coverage }: ReplayBarProps) {
  const { wanted, outcome } = replay
  const shown = outcome?.ok === true ? outcome.value : undefined
  const shownAt = shown?.at ?? wanted
  const range = recordedPartOf(wanted, recorded)
  return (
    <>
      <div className={styles.ribbon}>
        <b className={styles.word}>{text.replay}</b>
        <time dateTime={new Date(shownAt).toISOString()} data-shown="">
          {dateText(shownAt)} <b>{formatTime(shownAt)}</b>
        </time>
        <span>{text.notLive}</span>
        {shownAt !== wanted && <span role="status">{text.loadingInstant(formatTime(wanted))}</span>}
        <BackToLive boardId={boardId} />
      </div>
      {shown !== undefined && <Gaps state={shown} />}
      <section className={styles.controls} aria-label={text.controls}>
        <DayButton day={dayOf(wanted).from - 1} label={text.previousDay} sign="‹" {...{ replay, recorded }} />
        <DayStrip
          range={range}
          gaps={coverage === undefined ? [] : gapsOnStrip(coverage, dataSources, range)}
          at={wanted}
          onSeek={replay.seek}
        />
        <DayButton day={dayOf(wanted).to} label={text.nextDay} sign="›" {...{ replay, recorded }} />
        <PlayControls replay={replay} />
      </section>
    </>
  )
}

/** The link to the live page of the board. `Esc` does the same. */
export function BackToLive({ boardId }: { readonly boardId: string }) {
  return (
    <Link
      className={styles.toLive}
      to="/wall"
      search={boardId === allQueuesBoardId ? {} : { board: boardId }}
    >
      {text.toLive}
    </Link>
  )
}

/** The data sources that were not live at the instant, with the reason. */
function Gaps({ state }: { readonly state: HistoryState }) {
  const unrecorded = state.sources.filter(({ coverage }) => coverage === null)
  const gaps = joinedGaps(
    state.sources.map(({ dataSource, coverage }) => ({
      dataSource,
      spans: coverage === null ? [] : [coverage],
    })),
  )
  if (unrecorded.length === 0 && gaps.length === 0) return null
  return (
    <p className={styles.notLive} role="status" data-not-live="">
      {gaps.map(({ dataSources, span }) => (
        <span key={`${dataSources.join()} ${span.startsAt}`}>▲ {gapText(dataSources, span)}</span>
      ))}
      {unrecorded.length > 0 && (
        <span>▲ {text.notRecorded(unrecorded.map(({ dataSource }) => dataSource))}</span>
      )}
    </p>
  )
}

interface DayButtonProps {
  /** An instant of the other day. */
  readonly day: number
  readonly label: string
  readonly sign: string
  readonly replay: Replay
  readonly recorded: Range
}

/** Goes to the same time on another day, as far as that is recorded. */
function DayButton({ day, label, sign, replay, recorded }: DayButtonProps) {
  const other = dayOf(day)
  const target = new Date(replay.wanted)
  const start = new Date(other.from)
  target.setFullYear(start.getFullYear(), start.getMonth(), start.getDate())
  const at = Math.min(Math.max(target.getTime(), recorded.from), recorded.to)
  const hasRecord = other.to > recorded.from && other.from <= recorded.to
  return (
    <button
      type="button"
      aria-label={label}
      title={hasRecord ? instantText(at) : label}
      disabled={!hasRecord}
      onClick={() => {
        replay.seek(at)
      }}
    >
      {sign}
    </button>
  )
}

function PlayControls({ replay }: { readonly replay: Replay }) {
  const { speed, play, pause } = replay
  return (
    <div className={styles.speeds} role="group" aria-label={text.speed}>
      <button type="button" aria-pressed={speed === undefined} onClick={pause}>
        {text.pause}
      </button>
      {speeds.map((each: Speed) => (
        <button
          key={each}
          type="button"
          aria-label={`${text.play} ${text.speedOf(each)}`}
          aria-pressed={speed === each}
          onClick={() => {
            play(each)
          }}
        >
          {text.speedOf(each)}
        </button>
      ))}
    </div>
  )
}
