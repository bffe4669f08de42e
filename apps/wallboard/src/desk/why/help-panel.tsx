import { maxExtraAgents } from '@wallboard/statistics/estimates'
import { helpPanel as text, unknownReasons } from '../../i18n/index.ts'
import { formatSiteTime, formatWait } from '../../ui/format/wait.ts'
import { helpInputs } from './estimate-text.ts'
import { helpWithinSeconds, queueHelp, type QueueHelp, type QueueNow } from './queue-estimates-state.ts'
import styles from './why.module.css'

interface HelpPanelProps {
  readonly queue: QueueNow
  /** The longest wait to reach, in seconds: the limit of the alert, or the service level's. */
  readonly targetSeconds: number
  /** Epoch milliseconds. */
  readonly wallNow: number
  readonly timeZone?: string | undefined
}

const minutesOf = (seconds: number): number => Math.round(seconds / 60)

/** What would help, in sentences. `waiting`: calls that wait now. */
export function helpSentences(
  help: QueueHelp,
  waiting: number,
  { targetSeconds, wallNow, timeZone }: Omit<HelpPanelProps, 'queue'>,
): readonly string[] {
  const within = minutesOf(Math.max(targetSeconds, helpWithinSeconds))
  if (help.extra === undefined) return [text.tooMany(maxExtraAgents, within)]
  const time =
    help.minutes === undefined ? undefined : formatSiteTime(wallNow + help.minutes * 60_000, timeZone)
  if (help.extra > 0) return [text.needed(help.extra, within), text.clearBy(help.extra, time)]
  return [
    time === undefined || waiting === 0
      ? text.enoughAgents(formatWait(targetSeconds * 1_000))
      : text.clearsAlone(time),
  ]
}

/** How many agents more would bring the longest wait within the target, and by when. */
export function HelpPanel(props: HelpPanelProps) {
  const { queue, targetSeconds } = props
  const estimate = queueHelp(queue, targetSeconds)
  return (
    <section className={styles.panel} data-help={queue.queueId}>
      <h2>{text.title}</h2>
      {estimate.type === 'unknown' ? (
        <p className={styles.note}>{unknownReasons[estimate.reason]}</p>
      ) : (
        <p title={helpInputs(estimate.inputs)}>
          {helpSentences(estimate.value, estimate.inputs.waiting, props).join(' ')}
        </p>
      )}
    </section>
  )
}
