import { Link, useRouterState } from '@tanstack/react-router'
import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { useEffect, useState } from 'react'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { activeAlerts as texts, board } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatSiteTime } from '../../ui/format/wait.ts'
import { usePreference } from '../preferences/preferences-context.tsx'
import { LevelMark } from '../table/level-mark.tsx'
import { alertSubject, alertTitle } from './alert-text.ts'
import styles from './alert-toasts.module.css'
import { AlertControls, type AlertQuestion } from './alert-controls.tsx'
import { useAnnounced, useToasts } from './toast-context.tsx'
import { floodOf } from './toast-state.ts'
import { createToastStore, type ToastStore } from './toast-store.ts'
import { useActiveAlerts, useAlertActions, useFreshAlerts } from './use-active-alerts.ts'
import { useNotifier } from './use-notifier.ts'

const maxShown = 3
const tickMs = 1_000

/** New alerts on every page of the desk: as toasts, for screen readers, and as notifications of the browser. */
export function AlertToasts() {
  const { data } = useActiveAlerts()
  const notifier = useNotifier(usePreference('hasNotifications'))
  const [store] = useState(() =>
    createToastStore({ now: () => Date.now(), onNews: notifier.show, onOver: notifier.close }),
  )
  useFreshAlerts()
  useEffect(() => {
    if (data !== undefined) store.received(data.alerts)
  }, [data, store])
  useEffect(() => {
    const timer = setInterval(store.tick, tickMs)
    return () => {
      clearInterval(timer)
    }
  }, [store])
  return (
    <>
      <Announcement store={store} />
      <ToastList store={store} />
    </>
  )
}

function Announcement({ store }: { readonly store: ToastStore }) {
  const { alerts } = useAnnounced(store)
  const isCritical = alerts.some(({ level }) => level === 'critical')
  const text = alerts.map((alert) => `${board.levels[alert.level]}: ${alertTitle(alert)}`).join('. ')
  return (
    <>
      <p className={styles.hidden} aria-live="assertive">
        {isCritical && text}
      </p>
      <p className={styles.hidden} aria-live="polite">
        {!isCritical && text}
      </p>
    </>
  )
}

function ToastList({ store }: { readonly store: ToastStore }) {
  const state = useToasts(store)
  const isOnAlertsPage = useRouterState({ select: ({ location }) => location.pathname === '/alerts' })
  const flood = floodOf(state)
  // The page of the alerts shows them all.
  if (isOnAlertsPage || state.shown.length === 0) return null
  const more = state.shown.length - maxShown
  return (
    <section className={styles.toasts} aria-label={texts.toast.region}>
      {flood !== undefined ? (
        <p className={styles.toast} data-flood="">
          {texts.toast.flood(flood.alerts, flood.entities)} <Link to="/alerts">{texts.toast.show}</Link>
        </p>
      ) : (
        <>
          {state.shown.slice(0, maxShown).map(({ alert }) => (
            <Toast
              key={alert.id}
              alert={alert}
              onDismiss={() => {
                store.dismiss(alert.id)
              }}
            />
          ))}
          {more > 0 && (
            <p className={styles.more}>
              <Link to="/alerts">{texts.toast.more(more)}</Link>
            </p>
          )}
        </>
      )}
    </section>
  )
}

function Toast({ alert, onDismiss }: { readonly alert: AlertReply; readonly onDismiss: () => void }) {
  const [question, setQuestion] = useState<AlertQuestion>()
  const actions = useAlertActions(alert.id)
  const zone = useSiteZone()
  const { level, limit, unit, since } = alert
  return (
    <div className={styles.toast} data-toast={alert.id} data-level={level} data-inverted="">
      <button
        type="button"
        className={styles.dismiss}
        aria-label={texts.toast.dismissOf(alertSubject(alert))}
        title={texts.toast.dismiss}
        onClick={onDismiss}
      >
        ×
      </button>
      <p>
        <LevelMark level={level} /> <b>{alertTitle(alert)}</b>
      </p>
      <p className={styles.detail}>{texts.limit(formatFigure(limit, unit), formatSiteTime(since, zone))}</p>
      <AlertControls alert={alert} actions={actions} question={question} onQuestion={setQuestion} />
    </div>
  )
}
