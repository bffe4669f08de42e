import { useQuery } from '@tanstack/react-query'
import { allQueuesBoardId } from '@wallboard/boards'
import type { AlertShift } from '@wallboard/relay/rest/alerts'
import { queueSource } from '@wallboard/statistics'
import { accountQueries } from '../../api/account-queries.ts'
import { historyQueries } from '../../api/history-queries.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { alertsPage, shiftPage as texts, tiles } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { formatTime, formatWait } from '../../ui/format/wait.ts'
import { alertSubject } from '../active-alerts/alert-text.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { LevelMark } from '../table/level-mark.tsx'
import { dateText } from '../time-strip/instant-text.ts'
import { acknowledgedText, endText } from './alert-details.tsx'
import { lastNoteOf } from './past-rows-state.ts'
import { halfHoursOf, printedAlerts, recordedShareOf } from './shift-log-state.ts'
import styles from './shift-page.module.css'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'

/** What fits on one page of A4 or Letter beside the rest. */
const maxPrintedAlerts = 24
const maxPrintedGaps = 6
const minGapMs = 10_000

interface ShiftLogProps {
  readonly shift: AlertShift
  /** When the shift ends, epoch milliseconds; `shift.to` is earlier while it runs. */
  readonly endsAt: number
  readonly isRunning: boolean
}

/** One shift: figures, alerts with their acknowledgements, gaps. Printed it is one page, black on white. */
export function ShiftLog({ shift, endsAt, isRunning }: ShiftLogProps) {
  const { username } = useDeskLive()
  const { data: account } = useQuery(accountQueries.current())
  const { from, to, figures } = shift
  const zone = useSiteZone()
  const { timeText } = useMomentTexts()
  const { live } = recordedShareOf(shift.recorded, queueSource)
  return (
    <article className={styles.log}>
      <header className={styles.heading}>
        <h2>
          {texts.heading}, {dateText(from, zone)}, {timeText(from)}–{timeText(endsAt)}
        </h2>
        <p>
          {account !== undefined && `${account.domainName ?? texts.domain(account.domain)} · `}
          {texts.summary(figures.fired, figures.critical, figures.neverAcknowledged)} ·{' '}
          {live === undefined ? texts.noRecord : texts.live(Math.floor(live * 100))}
          {isRunning && ` · ${texts.running}`}
        </p>
        <p className={styles.printed}>
          {texts.printedAt(`${dateText(to, zone)} ${timeText(to)}`, shownName(username))}
        </p>
      </header>
      <HalfHours shift={shift} />
      <Alerts shift={shift} />
      <Gaps shift={shift} />
    </article>
  )
}

function HalfHours({ shift }: { readonly shift: AlertShift }) {
  const { data } = useQuery(historyQueries.day({ board: allQueuesBoardId }, shift.from, shift.to))
  const halves = halfHoursOf(shift, data?.points ?? [])
  const { halfHour: words } = texts
  const { timeText } = useMomentTexts()
  const cell = (value: number | undefined) =>
    value === undefined
      ? '–'
      : value.toLocaleString(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  return (
    <section aria-labelledby="half-hours">
      <h3 id="half-hours">{texts.halfHours}</h3>
      <div className={styles.wide}>
        <table className={styles.halves}>
          <thead>
            <tr>
              <th scope="col">{words.time}</th>
              {halves.map(({ at }) => (
                <th key={at} scope="col">
                  {timeText(at)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{words.fired}</th>
              {halves.map(({ at, fired }) => (
                <td key={at}>{fired}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">{words.waiting}</th>
              {halves.map(({ at, waiting }) => (
                <td key={at}>{cell(waiting)}</td>
              ))}
            </tr>
            <tr>
              <th scope="row">{words.peak((data?.bucketMs ?? 60_000) / 60_000)}</th>
              {halves.map(({ at, peakWaiting }) => (
                <td key={at}>{cell(peakWaiting)}</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Alerts({ shift: { alerts } }: { readonly shift: AlertShift }) {
  const { columns } = alertsPage
  const zone = useSiteZone()
  const { timeText } = useMomentTexts()
  const printed = printedAlerts(alerts, maxPrintedAlerts)
  const inOrder = [...alerts].sort((a, b) => a.firedAt - b.firedAt)
  const more = alerts.length - printed.size
  return (
    <section aria-labelledby="shift-alerts">
      <h3 id="shift-alerts">{texts.alerts}</h3>
      {alerts.length === 0 ? (
        <p>{texts.none}</p>
      ) : (
        <table className={styles.alerts}>
          <thead>
            <tr>
              <th scope="col" className={styles.time}>
                {columns.since}
              </th>
              <th scope="col">{columns.what}</th>
              <th scope="col" className={styles.number}>
                {columns.peak}
              </th>
              <th scope="col" className={styles.number}>
                {columns.lasted}
              </th>
              <th scope="col">{columns.acknowledged}</th>
              <th scope="col" className={styles.ended}>
                {columns.ended}
              </th>
            </tr>
          </thead>
          <tbody>
            {inOrder.map((alert) => (
              <tr
                key={alert.id}
                data-past-alert={alert.id}
                {...(printed.has(alert.id) ? {} : { 'data-left-out': '' })}
              >
                <td className={styles.time}>
                  <LevelMark level={alert.level} /> {formatTime(alert.firedAt, zone)}
                </td>
                <td>{alertSubject(alert)}</td>
                <td className={styles.number}>{formatFigure(alert.peak ?? undefined, alert.unit)}</td>
                <td className={styles.number}>
                  {alert.endedAt === null ? '–' : formatWait(alert.endedAt - alert.firedAt)}
                </td>
                <td>{acknowledgedText(alert, lastNoteOf(alert))}</td>
                <td className={styles.ended}>{endText(alert, timeText)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className={styles.printed}>{texts.moreAlerts(more)}</p>}
    </section>
  )
}

function Gaps({ shift: { gaps, recorded } }: { readonly shift: AlertShift }) {
  const { timeText } = useMomentTexts()
  const { live, unknownMs } = recordedShareOf(recorded, queueSource)
  const isUnknown = live === undefined || unknownMs >= minGapMs
  const shown = gaps.filter(({ span }) => span.kind !== 'live' && span.endsAt - span.startsAt >= minGapMs)
  return (
    <section aria-labelledby="shift-gaps">
      <h3 id="shift-gaps">{texts.gaps}</h3>
      {isUnknown && (
        <p>{live === undefined ? texts.nothingRecorded : texts.notRecorded(formatWait(unknownMs))}</p>
      )}
      {shown.length === 0 ? (
        !isUnknown && <p>{texts.noGaps}</p>
      ) : (
        <ul className={styles.gaps}>
          {shown.map(({ dataSource, span: { kind, startsAt, endsAt } }, index) => (
            <li
              key={`${dataSource} ${startsAt}`}
              {...(index < maxPrintedGaps ? {} : { 'data-left-out': '' })}
            >
              {texts.gapLength(timeText(startsAt), timeText(endsAt), formatWait(endsAt - startsAt))} ·{' '}
              {dataSource}
              {kind !== 'live' && `: ${tiles.trend.gapKinds[kind]}`}
            </li>
          ))}
        </ul>
      )}
      {shown.length > maxPrintedGaps && (
        <p className={styles.printed}>{texts.more(shown.length - maxPrintedGaps)}</p>
      )}
    </section>
  )
}
