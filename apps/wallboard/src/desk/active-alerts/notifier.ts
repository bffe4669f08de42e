import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { activeAlerts as texts, board } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import { alertTitle } from './alert-text.ts'
import { notificationPermit } from './notification-support.ts'

export interface Notifier {
  /** Asks to be the one tab of this person and browser that notifies. Returns the function that gives it up. */
  readonly lead: () => () => void
  /** Shows a notification for each alert, or one for a flood, if this tab is the one that notifies. */
  readonly show: (
    news: readonly AlertReply[],
    flood: { readonly alerts: number; readonly entities: number } | undefined,
  ) => void
  /** Takes the notifications of these alerts back. */
  readonly close: (ids: readonly string[]) => void
}

interface NotifierDeps {
  /** The name of the lock that the notifying tab holds; it names the person. */
  readonly lockName: string
  readonly timeZone: string | undefined
  /** A notification was clicked; the window has the focus. */
  readonly onOpen: () => void
}

const floodTag = 'alerts'

/** Notifications of the browser. One tab of several shows them: the one that holds a lock of the browser. */
export function createNotifier({ lockName, timeZone, onOpen }: NotifierDeps): Notifier {
  let isLeader = false
  const open = new Map<string, Notification>()

  function notify(tag: string, title: string, body: string, isCritical: boolean): void {
    const notification = new Notification(title, { body, tag, requireInteraction: isCritical })
    open.set(tag, notification)
    notification.onclick = () => {
      window.focus()
      notification.close()
      onOpen()
    }
    notification.onclose = () => {
      if (open.get(tag) === notification) open.delete(tag)
    }
  }

  return {
    lead() {
      // oxlint-disable-next-line typescript/no-unnecessary-condition -- missing before Safari 15.4
      if (navigator.locks === undefined) {
        isLeader = true // notifications of the same tag replace each other: one is seen
        return () => {
          isLeader = false
        }
      }
      const stopped = new AbortController()
      let release: () => void = () => undefined
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      navigator.locks
        .request(lockName, { signal: stopped.signal }, () => {
          isLeader = true
          return held
        })
        .catch(() => undefined) // given up before the lock was free
      return () => {
        isLeader = false
        stopped.abort()
        release()
      }
    },
    show(news, flood) {
      if (!isLeader || notificationPermit() !== 'granted') return
      if (flood !== undefined) {
        notify(floodTag, texts.toast.flood(flood.alerts, flood.entities), '', true)
        return
      }
      for (const alert of news) {
        const { id, level, limit, unit, since } = alert
        const detail = texts.limit(formatFigure(limit, unit), formatSiteTime(since, timeZone))
        notify(id, alertTitle(alert), `${board.levels[level]} · ${detail}`, level === 'critical')
      }
    },
    close(ids) {
      for (const id of ids) open.get(id)?.close()
    },
  }
}
