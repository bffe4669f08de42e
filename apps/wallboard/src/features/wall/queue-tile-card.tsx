import { currentWaitMs, numberOf, type Row } from '@wallboard/statistics'
import type { CSSProperties } from 'react'
import { formatTime, formatWait } from '../../shared/format/wait.ts'
import { useGlass, useQueueTile } from '../../shared/live/queue-statistics-context.tsx'
import { sparkPath } from './spark-path.ts'
import styles from './queue-tile-card.module.css'

const agentFields = [
  ['agentsInQueue', 'ready'],
  ['agentsOnCall', 'on call'],
  ['agentsNotReadyForCalls', 'not ready'],
] as const

const otherFields = [
  ['callbacksInQueue', 'callback', 'callbacks'],
  ['voicemailsInQueue', 'voicemail', 'voicemails'],
  ['vivrCallsInQueue', 'visual IVR', 'visual IVR'],
  ['chatsInQueue', 'chat', 'chats'],
  ['emailsInQueue', 'e-mail', 'e-mails'],
] as const

/** Type shrinks before a figure is cut off: the sheet divides a tile's width by the characters of the text. */
const sizedFor = (text: string) => ({ '--characters': text.length }) as CSSProperties // React types know no custom ones

const shown = (row: Row, field: string): number | string => numberOf(row, field) ?? '–'

/** One queue: name, calls waiting, longest wait, its agents, and whatever else waits. */
export function QueueTileCard({ id }: { id: string }) {
  const tile = useQueueTile(id)
  if (tile === undefined) return null
  const { row, label, goneAt, history } = tile
  const calls = numberOf(row, 'callsInQueue')
  const others = otherFields.filter(([field]) => (numberOf(row, field) ?? 0) > 0)
  return (
    <article
      className={styles.tile}
      data-queue={label}
      {...(goneAt === undefined ? {} : { 'data-gone': '' })}
    >
      <h2 className={styles.name} dir="auto" title={label}>
        {label}
      </h2>
      <p className={styles.figures}>
        <span
          key={calls}
          className={styles.calls}
          data-field="callsInQueue"
          data-busy={calls !== undefined && calls > 0}
          style={sizedFor(String(calls ?? '–'))}
        >
          {calls ?? '–'}
        </span>
        <span className={styles.waiting}>
          <Wait row={row} stoppedAt={goneAt} />
          <small>
            {calls === 0 && (numberOf(row, 'callbacksInQueue') ?? 0) > 0 ? 'callback wait' : 'longest wait'}
          </small>
        </span>
      </p>
      {goneAt === undefined ? (
        <p
          className={styles.agents}
          style={sizedFor(agentFields.map(([field, name]) => `${shown(row, field)} ${name}`).join(' '))}
        >
          {agentFields.map(([field, name]) => (
            <span key={field}>
              <b data-field={field}>{shown(row, field)}</b> {name}
            </span>
          ))}
        </p>
      ) : (
        <p className={styles.agents}>gone since {formatTime(goneAt)}</p>
      )}
      <AgentBar row={row} />
      <p className={styles.others} data-many={others.length > 2}>
        {others.map(([field, one, many]) => (
          <span key={field}>
            <b data-field={field}>{shown(row, field)}</b> {numberOf(row, field) === 1 ? one : many}
          </span>
        ))}
      </p>
      <svg className={styles.spark} viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
        <path d={sparkPath(history)} />
      </svg>
    </article>
  )
}

/** Ticks by itself: the selector's text changes once a second, and nothing else of the tile renders. */
function Wait({ row, stoppedAt }: { row: Row; stoppedAt: number | undefined }) {
  const text = useGlass((glass) => formatWait(currentWaitMs(row, stoppedAt ?? glass.now)))
  return (
    <span className={styles.wait} data-field="currentLongestQueueTime">
      {text}
    </span>
  )
}

/** Shares of ready, on call and not ready, from left to right. */
function AgentBar({ row }: { row: Row }) {
  return (
    <div className={styles.bar} aria-hidden="true">
      {agentFields.map(([field]) => (
        <i key={field} data-share={field} style={{ flexGrow: numberOf(row, field) ?? 0 }} />
      ))}
    </div>
  )
}
