import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AlertReply, AlertEvent, PastAlert } from '@wallboard/relay/rest/alerts'
import { useState } from 'react'
import { alertQueries } from '../../api/alert-queries.ts'
import { activeAlerts, alertsPage as texts } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { EntityLink } from '../active-alerts/entity-link.tsx'
import styles from './alerts-page.module.css'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'

const minuteMs = 60_000

/** What an alert was based on, whether it is active or past. */
type Based = Pick<AlertReply & PastAlert, 'rule' | 'entity' | 'board' | 'unit' | 'value' | 'limit' | 'peak'>

interface AlertDetailsProps {
  readonly alert: Based
  /** When it fired, epoch milliseconds. */
  readonly at: number
  readonly events: readonly AlertEvent[]
}

/** What an alert was based on, what happened to it, and links to the moment, the rule and the subject. */
export function AlertDetails({ alert, at, events }: AlertDetailsProps) {
  const { details } = texts
  const { momentText } = useMomentTexts()
  const { rule, entity, board, unit, value, limit, peak } = alert
  const iso = new Date(at).toISOString()
  const isOfBoard = rule.id.startsWith('board:')
  return (
    <div className={styles.details}>
      <dl>
        <dt>{isOfBoard ? details.board : details.rule}</dt>
        <dd>
          {board !== null ? (
            <Link to="/boards/$boardId" params={{ boardId: board.id }}>
              {shownName(board.name)}
            </Link>
          ) : (
            <Link to="/alerts/rules/$ruleId" params={{ ruleId: rule.id }}>
              {shownName(rule.name)}
            </Link>
          )}
          , {details.revision(rule.revision)}
        </dd>
        <dt>{details.value}</dt>
        <dd>{formatFigure(value ?? undefined, unit)}</dd>
        <dt>{details.limit}</dt>
        <dd>{formatFigure(limit, unit)}</dd>
        <dt>{details.peak}</dt>
        <dd>{formatFigure(peak ?? undefined, unit)}</dd>
      </dl>
      {events.length > 0 && (
        <ol aria-label={details.events}>
          {events.map((event) => (
            <li key={`${event.at} ${event.what}`}>
              <time dateTime={new Date(event.at).toISOString()}>{momentText(event.at, at)}</time>{' '}
              {texts.events[event.what]}
              {event.by !== null && ` ${details.by(shownName(event.by))}`}
              {event.note !== null && ` “${shownName(event.note)}”`}
            </li>
          ))}
        </ol>
      )}
      <p className={styles.links}>
        <Link to="/history" search={{ at: iso }}>
          {details.moment}
        </Link>
        {entity.kind === 'queue' && (
          <EntityLink entity={entity} at={iso}>
            {activeAlerts.why}
          </EntityLink>
        )}
        {entity.kind === 'agent' && <EntityLink entity={entity}>{details.agent}</EntityLink>}
      </p>
    </div>
  )
}

/** The same of an active alert, whose events the history has. */
export function ActiveAlertDetails({ alert }: { readonly alert: AlertReply }) {
  const { id, since, rule, entity } = alert
  const [now] = useState(() => Date.now())
  const from = Math.floor(since / minuteMs) * minuteMs
  const query = {
    ...{ from, to: Math.max(from + minuteMs, Math.ceil(now / minuteMs) * minuteMs) },
    ...{ rule: rule.id, entity: `${entity.kind}:${entity.id}` },
  }
  const { data } = useQuery(alertQueries.past(query))
  const past = data?.alerts.find((each) => each.id === id)
  return <AlertDetails alert={past ?? alert} at={past?.firedAt ?? since} events={past?.events ?? []} />
}

/** When somebody acknowledged an alert, for the row of the history. */
export const acknowledgedText = (
  {
    acknowledgedAt,
    acknowledgedBy,
    firedAt,
  }: Pick<PastAlert, 'acknowledgedAt' | 'acknowledgedBy' | 'firedAt'>,
  note: string | undefined,
): string => {
  if (acknowledgedAt === null) return texts.never
  const person = shownName(acknowledgedBy ?? texts.never)
  return note === undefined
    ? texts.acknowledgedAfter(person, formatFigure(acknowledgedAt - firedAt, 'ms'))
    : activeAlerts.acknowledgedWith(person, shownName(note))
}

/** Why and when an alert ended. */
export const endText = (
  { endedAt, endReason }: Pick<PastAlert, 'endedAt' | 'endReason'>,
  timeText: (at: number) => string,
): string => {
  if (endedAt === null) return texts.stillActive
  const reason = endReason === null ? '' : texts.endReasons[endReason]
  return `${reason} ${timeText(endedAt)}`
}
