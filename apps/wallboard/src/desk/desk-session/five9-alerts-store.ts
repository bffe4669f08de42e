import { createStore, type StoreApi } from 'zustand/vanilla'
import { alertDismissed, alertReceived, type Five9Alert } from './five9-alerts-state.ts'

/** What Five9 reported to the signed-in person since the page was loaded, until dismissed. */
export interface Five9Alerts {
  readonly store: StoreApi<{ readonly list: readonly Five9Alert[] }>
  readonly received: (alert: Five9Alert) => void
  readonly dismiss: (alert: Five9Alert) => void
}

export function createFive9Alerts(): Five9Alerts {
  const store: Five9Alerts['store'] = createStore(() => ({ list: [] }))
  return {
    store,
    received({ campaign, at }) {
      store.setState(({ list }) => ({ list: alertReceived(list, { campaign, at }) }))
    },
    dismiss(alert) {
      store.setState(({ list }) => ({ list: alertDismissed(list, alert) }))
    },
  }
}
