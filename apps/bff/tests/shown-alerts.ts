import { applyAlertChanges, type AlertOnScreen, type ServerMessage } from '@wallboard/relay'

/** The alerts that a client shows after messages. */
export function shownAlerts(messages: readonly ServerMessage[]): readonly AlertOnScreen[] {
  let list: readonly AlertOnScreen[] = []
  for (const message of messages) {
    if (message.type === 'alerts') list = message.alerts
    if (message.type === 'alert-changes') list = applyAlertChanges(list, message)
  }
  return list
}
