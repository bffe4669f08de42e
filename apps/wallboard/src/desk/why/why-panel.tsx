import { useQuery } from '@tanstack/react-query'
import type { HistoryWhy } from '@wallboard/relay/rest/why'
import { errorText } from '../../api/error-text.ts'
import { estimateQueries } from '../../api/estimate-queries.ts'
import { historyPage, whyPanel as text } from '../../i18n/index.ts'
import { formatSiteTime, formatWait } from '../../ui/format/wait.ts'
import { whySentences } from './why-sentences.ts'
import { whyRows, type WhyRow } from './why-rows.ts'
import styles from './why.module.css'

interface WhyPanelProps {
  /** Five9's id of the queue. */
  readonly queueId: string
  /** The instant to explain, epoch milliseconds. The panel reads once for each instant. */
  readonly at: number
  /** An alert was active at the instant. */
  readonly isAlert?: boolean
  readonly timeZone?: string | undefined
}

/** What changed for a queue in the 15 minutes before an instant: figures against the usual ones, shares, and who left. */
export function WhyPanel({ queueId, at, isAlert = false, timeZone }: WhyPanelProps) {
  const { data, error, refetch } = useQuery(estimateQueries.why(queueId, at))
  return (
    <section className={styles.panel} aria-busy={data === undefined && error === null} data-why={queueId}>
      <h2>{isAlert ? text.titleOfAlert : text.title}</h2>
      {data !== undefined && <Why why={data} timeZone={timeZone} />}
      {data === undefined && error === null && <p className={styles.note}>{text.loading}</p>}
      {error !== null && (
        <>
          <p role="alert">{errorText(error)}</p>
          <button type="button" onClick={() => void refetch()}>
            {text.retry}
          </button>
        </>
      )}
    </section>
  )
}

function spanText(
  { from, to, usual }: HistoryWhy,
  timeOf: (at: number) => string,
  timeZone?: string,
): string {
  const span = [timeOf(from), timeOf(to)] as const
  if (usual.basis === 'hour-before') return text.againstHour(...span, usual.weeks)
  if (usual.basis === 'none') return text.againstNothing(...span, usual.weeks)
  const weekday = new Date(to).toLocaleDateString('en-GB', { weekday: 'long', timeZone })
  return text.againstWeeks(...span, weekday, usual.weeks)
}

function Why({ why, timeZone }: { readonly why: HistoryWhy; readonly timeZone: string | undefined }) {
  const timeOf = (at: number) => formatSiteTime(at, timeZone)
  const { rows, eased } = whyRows(why)
  return (
    <>
      <p className={styles.note}>{spanText(why, timeOf, timeZone)}</p>
      <table className={styles.causes}>
        <thead>
          <tr>
            <th scope="col">{text.cause}</th>
            <th scope="col">{text.now}</th>
            <th scope="col">{text.usual}</th>
            <th scope="col">{text.share}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CauseRow key={row.name} row={row} />
          ))}
        </tbody>
      </table>
      <ul className={styles.sentences}>
        {eased.map(({ name, seconds }) => (
          <li key={name}>{text.eased(text.rows[name], formatWait(seconds * 1_000))}</li>
        ))}
        {whySentences(why, timeOf).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {why.gaps.map(({ dataSource, gap }) => (
          <li key={`${dataSource} ${gap.startsAt}`}>
            {historyPage.gap([dataSource], gap.kind, timeOf(gap.startsAt), timeOf(gap.endsAt))}
          </li>
        ))}
        {why.noShares !== null && <li>{text.noShares[why.noShares]}</li>}
      </ul>
    </>
  )
}

const CauseRow = ({ row }: { readonly row: WhyRow }) => (
  <tr title={row.about} data-cause={row.name}>
    <th scope="row">{text.rows[row.name]}</th>
    <td>{row.now}</td>
    <td className={styles.usual}>{row.usual}</td>
    <td title={row.aboutShare}>{row.share}</td>
  </tr>
)
