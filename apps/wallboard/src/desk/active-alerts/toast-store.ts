import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  alertsReceived,
  dismissed,
  floodOf,
  nextAnnouncement,
  noToasts,
  nothingAnnounced,
  timePassed,
  type Announcements,
  type ToastState,
} from './toast-state.ts'

/** What is said to a screen reader: critical alerts interrupt it. */
export interface Announced {
  readonly alerts: readonly AlertReply[]
}

export interface ToastStore {
  readonly toasts: StoreApi<ToastState>
  readonly announced: StoreApi<Announced>
  readonly received: (alerts: readonly AlertReply[]) => void
  /** Call it about once a second. */
  readonly tick: () => void
  readonly dismiss: (id: string) => void
}

interface ToastStoreDeps {
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Alerts that are new; of a flood only that there is one. */
  readonly onNews: (news: readonly AlertReply[], flood: ReturnType<typeof floodOf>) => void
  /** The ids of alerts that have ended or that somebody acknowledged. */
  readonly onOver: (ids: readonly string[]) => void
}

/** The toasts of one page. */
export function createToastStore({ now, onNews, onOver }: ToastStoreDeps): ToastStore {
  const toasts = createStore<ToastState>()(() => noToasts)
  const announced = createStore<Announced>()(() => ({ alerts: [] }))
  let announcements: Announcements = nothingAnnounced

  function announce(news: readonly AlertReply[]): void {
    const next = nextAnnouncement(announcements, news, now())
    announcements = next.state
    if (next.announced.length > 0) announced.setState({ alerts: next.announced })
  }

  return {
    toasts,
    announced,
    received(alerts) {
      const before = toasts.getState()
      const { state, news } = alertsReceived(before, alerts, now())
      toasts.setState(state, true)
      const stillFiring = new Set(alerts.filter(({ state: phase }) => phase === 'firing').map(({ id }) => id))
      onOver([...(before.known?.keys() ?? [])].filter((id) => !stillFiring.has(id)))
      if (news.length > 0) onNews(news, floodOf(state))
      announce(news)
    },
    tick() {
      const next = timePassed(toasts.getState(), now())
      if (next !== toasts.getState()) toasts.setState(next, true)
      announce([])
    },
    dismiss(id) {
      toasts.setState(dismissed(toasts.getState(), id), true)
    },
  }
}
