import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { floodCount, floodMs } from '../../ui/sound/flood-limit.ts'
import { byUrgency, needsAction } from './alert-order-state.ts'

/** New alerts, which a person has to hear of who looks at another page of the desk. */
export interface ToastState {
  /** The alerts of the last list, by id; undefined before the first one: what fired before the page was opened is not new. */
  readonly known: ReadonlyMap<string, AlertReply> | undefined
  /** The alerts of the toasts, the most urgent first. */
  readonly shown: readonly ShownToast[]
  /** Instants and subjects of the new alerts of the last ten minutes. */
  readonly recent: readonly RecentAlert[]
}

interface ShownToast {
  readonly alert: AlertReply
  /** When it became new, epoch milliseconds. */
  readonly at: number
}

interface RecentAlert {
  readonly at: number
  readonly entity: string
}

export const noToasts: ToastState = { known: undefined, shown: [], recent: [] }

/** How long a toast of a warning stays; one that is critical stays until somebody acts. */
const warnShownMs = 20_000
/**
 * Whether an alert that fires is news: it is new, became worse, alarms again, or its acknowledgement or snooze has ended.
 */
function isNews(alert: AlertReply, before: AlertReply | undefined, now: number): boolean {
  if (alert.state !== 'firing') return false
  if (before === undefined) return true
  if (before.level === 'warn' && alert.level === 'critical') return true
  if (alert.alarms > Math.max(1, before.alarms)) return true
  // One that ended before its time was undone, by a person who knows of the alert.
  if (before.acknowledged !== null)
    return before.acknowledged.until !== null && now >= before.acknowledged.until
  return before.state === 'pending' || before.state === 'suppressed' || before.state === 'snoozed'
}

const isRecent = ({ at }: RecentAlert, now: number): boolean => now - at < floodMs

const withoutOld = (shown: readonly ShownToast[], now: number): readonly ShownToast[] =>
  shown.filter(({ alert, at }) => alert.level === 'critical' || now - at < warnShownMs)

/** The next state, and the alerts of the list that are news. `now`: epoch milliseconds. */
export function alertsReceived(
  { known, shown, recent }: ToastState,
  alerts: readonly AlertReply[],
  now: number,
): { readonly state: ToastState; readonly news: readonly AlertReply[] } {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]))
  const news =
    known === undefined ? [] : byUrgency(alerts.filter((alert) => isNews(alert, known.get(alert.id), now)))
  const newIds = new Set(news.map(({ id }) => id))
  const still = shown.flatMap(({ alert: { id }, at }) => {
    const alert = byId.get(id)
    return alert === undefined || !needsAction(alert) || newIds.has(id) ? [] : [{ alert, at }]
  })
  const added = news.map((alert) => ({ alert, at: now }))
  return {
    news,
    state: {
      known: byId,
      shown: withoutOld([...added, ...still], now),
      recent: [
        ...news.map(({ entity }) => ({ at: now, entity: `${entity.kind} ${entity.id}` })),
        ...recent.filter((each) => isRecent(each, now)),
      ],
    },
  }
}

/** Removes toasts whose time is over. The same state while none is. */
export function timePassed(state: ToastState, now: number): ToastState {
  const shown = withoutOld(state.shown, now)
  const recent = state.recent.filter((each) => isRecent(each, now))
  return shown.length === state.shown.length && recent.length === state.recent.length
    ? state
    : { ...state, shown, recent }
}

export const dismissed = (state: ToastState, id: string): ToastState => ({
  ...state,
  shown: state.shown.filter(({ alert }) => alert.id !== id),
})

/** How many alerts of how many subjects became new in the last ten minutes, when these are too many for a toast each. */
export function floodOf({
  recent,
}: ToastState): { readonly alerts: number; readonly entities: number } | undefined {
  if (recent.length <= floodCount) return undefined
  return { alerts: recent.length, entities: new Set(recent.map(({ entity }) => entity)).size }
}

/** What a screen reader says of new alerts: at most one text in five seconds. */
export interface Announcements {
  readonly waiting: readonly AlertReply[]
  /** When the last text was said, epoch milliseconds. */
  readonly at: number
}

export const nothingAnnounced: Announcements = { waiting: [], at: -Infinity }

const announceEveryMs = 5_000

/** Adds news, and returns the alerts to announce now, with those that waited; none while the last text is too recent. */
export function nextAnnouncement(
  { waiting, at }: Announcements,
  news: readonly AlertReply[],
  now: number,
): { readonly state: Announcements; readonly announced: readonly AlertReply[] } {
  const all = [...waiting, ...news]
  if (all.length === 0 || now - at < announceEveryMs) return { state: { waiting: all, at }, announced: [] }
  return { state: { waiting: [], at: now }, announced: byUrgency(all) }
}
