import { maxExtraAgents, type StaffingInputs } from '@wallboard/statistics/estimates'
import { helpPanel as text, unknownReasons } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatSiteTime, formatWait } from '../../ui/format/wait.ts'
import { helpWithinSeconds, queueHelp, type QueueHelp, type QueueNow } from './queue-estimates-state.ts'
import styles from './why.module.css'

interface HelpPanelProps {
  readonly queue: QueueNow
  /** The longest wait to reach, in seconds: the limit of the alert, or the service level's. */
  readonly targetSeconds: number
  /** Epoch milliseconds. */
  readonly wallNow: number
  readonly timeZone?: string
}

const minutesOf = (seconds: number): number => Math.round(seconds / 60)

function helpText(help: QueueHelp, { targetSeconds, wallNow, timeZone }: HelpPanelProps): readonly string[] {
  const within = minutesOf(Math.max(targetSeconds, helpWithinSeconds))
  if (help.extra === undefined) return [text.tooMany(maxExtraAgents, within)]
  const time =
    help.minutes === undefined ? text.notInTime : formatSiteTime(wallNow + help.minutes * 60_000, timeZone)
  if (help.extra === 0) return [text.clearsAlone(time)]
  return [text.needed(help.extra, within), text.clearBy(time)]
}

/** The inputs of the estimate, for the hover. */
export function helpInputs(inputs: StaffingInputs): string {
  const { waiting, agents, arrivals, handleTime, hangUpRate, targetWait } = inputs
  const duration = (seconds: number | undefined) => formatWait(seconds && seconds * 1_000)
  return text.about({
    waiting: formatFigure(waiting, 'count'),
    agents: formatFigure(agents, 'ratio'),
    calls: formatFigure(arrivals && Math.round(arrivals * 3_600), 'count'),
    handleTime: duration(handleTime),
    patience: hangUpRate > 0 ? duration(1 / hangUpRate) : text.nobodyGivesUp,
    target: duration(targetWait),
  })
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
        <p title={helpInputs(estimate.inputs)}>{helpText(estimate.value, props).join(' ')}</p>
      )}
    </section>
  )
}
