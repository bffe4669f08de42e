import type { AlertReply } from '@wallboard/relay/rest/alerts'

/** Whether walls show the alert: those that are pending, snoozed or hidden are on the alerts page only. */
export const isOnWalls = ({ state }: Pick<AlertReply, 'state'>): boolean =>
  state === 'firing' || state === 'acknowledged' || state === 'recovering'

/** Whether the alert is one of those that the desk lists and counts as active: on the walls, or without data since. */
export const isActive = (alert: Pick<AlertReply, 'state'>): boolean =>
  isOnWalls(alert) || alert.state === 'no-data'

/** The highest level of some alerts. */
export const highestLevel = (alerts: readonly Pick<AlertReply, 'level'>[]): AlertReply['level'] =>
  alerts.some(({ level }) => level === 'critical') ? 'critical' : 'warn'

/** Whether somebody has to act: the alert fires, or fired a moment ago, and nobody has acknowledged it. */
export const needsAction = ({ state, acknowledged }: Pick<AlertReply, 'state' | 'acknowledged'>): boolean =>
  state === 'firing' || (state === 'recovering' && acknowledged === null)

/** Whether it can be acknowledged: it has fired and nobody has. */
export const canAcknowledge = ({
  state,
  acknowledged,
}: Pick<AlertReply, 'state' | 'acknowledged'>): boolean =>
  acknowledged === null && (state === 'firing' || state === 'recovering' || state === 'no-data')

/** Whether it can be snoozed: it is on the walls. */
export const canSnooze = (alert: Pick<AlertReply, 'state'>): boolean => isOnWalls(alert)

const ranks: Readonly<Record<AlertReply['state'], number>> = {
  firing: 0,
  recovering: 1,
  acknowledged: 2,
  'no-data': 3,
  snoozed: 4,
  suppressed: 5,
  pending: 6,
}

const rankOf = (alert: AlertReply): number => (needsAction(alert) ? 0 : ranks[alert.state])

/** By urgency: what needs action first, critical before warn, then the oldest first. */
export const byUrgency = (alerts: readonly AlertReply[]): readonly AlertReply[] =>
  [...alerts].sort(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      Number(b.level === 'critical') - Number(a.level === 'critical') ||
      a.since - b.since ||
      (a.id < b.id ? -1 : 1),
  )

/** How long an acknowledgement can be undone. */
const undoMs = 10_000

/** Whether the person can still undo the acknowledgement. `now`: epoch milliseconds of the server. */
export const canUndo = (
  { acknowledged }: Pick<AlertReply, 'acknowledged'>,
  person: string,
  now: number,
): boolean => acknowledged !== null && acknowledged.by === person && now - acknowledged.at < undoMs
