/** Whether this browser can show notifications at this address, and whether the person allowed it. */
export type NotificationPermit = 'unsupported' | 'default' | 'granted' | 'denied'

/** Browsers have notifications at https and localhost only. */
export function notificationPermit(): NotificationPermit {
  // Safari on iOS has none.
  if (!window.isSecureContext || typeof Notification === 'undefined') return 'unsupported'
  return Notification.permission
}

/** Asks the person. Call it from a click only: browsers refuse it otherwise. */
export async function requestNotificationPermit(): Promise<NotificationPermit> {
  if (notificationPermit() === 'unsupported') return 'unsupported'
  return Notification.requestPermission()
}
