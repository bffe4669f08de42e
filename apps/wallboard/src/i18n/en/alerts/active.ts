import { plural } from '../plural.ts'

const alertCount = (count: number) => `${count} ${plural(count, { one: 'alert', other: 'alerts' })}`

/** Active alerts wherever the desk shows them: page, overview, toasts, notifications. */
export const activeAlerts = {
  /** Follows the count in the navigation: how many alerts are active, and the highest level among them. */
  activeCount: (count: number, level: 'warn' | 'critical') =>
    `${plural(count, { one: 'active alert', other: 'active alerts' })}, highest level ${level}`,
  /** What is wrong: the entity, its metric and the value. */
  what: (entity: string, metric: string, value: string) => `${entity}: ${metric} ${value}`,
  /** The same of a new alert, with its worst value: true however the figure goes on, so a text may stand for minutes. */
  reached: {
    above: (entity: string, metric: string, value: string) => `${entity}: ${metric} reached ${value}`,
    below: (entity: string, metric: string, value: string) => `${entity}: ${metric} fell to ${value}`,
    increase: (entity: string, metric: string, value: string) => `${entity}: ${metric} rose by ${value}`,
  },
  /** The same without a value. */
  whatOf: (entity: string, metric: string) => `${entity}, ${metric}`,
  limit: (limit: string, start: string) => `limit ${limit} · since ${start}`,
  states: {
    pending: 'pending: its delay runs',
    firing: 'firing',
    acknowledged: 'acknowledged',
    recovering: 'recovering',
    suppressed: 'hidden',
    snoozed: 'snoozed',
    'no-data': 'no data',
  },
  suppressedBy: {
    alert: 'hidden by a more urgent alert',
    hours: 'outside of its hours',
    silence: 'silenced',
    source: 'hidden: no data from Five9',
    flood: 'one of many: shown as one line',
  },
  noData: 'no data: it may have ended',
  acknowledgedBy: (person: string, time: string) => `${person} at ${time}`,
  acknowledgedWith: (person: string, note: string) => `${person}, “${note}”`,
  /** A note in front of when the acknowledgement ends by itself. */
  lapses: (time: string) => `until ${time}`,
  snoozedUntil: (time: string) => `snoozed until ${time}`,
  acknowledge: 'Acknowledge',
  acknowledgeOf: (what: string) => `Acknowledge ${what}`,
  note: 'Note',
  notePlaceholder: 'Note, if you like. Enter acknowledges.',
  cancel: 'Cancel',
  undo: 'Undo',
  undoOf: (what: string) => `Undo the acknowledgement of ${what}`,
  snooze: 'Snooze',
  snoozeOf: (what: string) => `Snooze ${what}`,
  snoozeFor: {
    5: '5 min',
    15: '15 min',
    60: '1 hour',
    shift: (time: string) => `Shift’s end, ${time}`,
  },
  wake: 'End snooze',
  wakeOf: (what: string) => `End the snooze of ${what}`,
  why: 'Why?',
  /** Metrics that no board shows. */
  metrics: {
    timeInState: 'time in state',
    secondsNotRunning: 'time not running',
    secondsSilent: 'silence',
    secondsWithoutData: 'time without data',
    secondsUnhealthy: 'time unhealthy',
  },
  /** Entities that have no name of their own. */
  entities: { floor: 'The floor', link: 'Five9' },
  toast: {
    region: 'New alerts',
    more: (count: number) => `+${count} more`,
    flood: (alerts: number, entities: number) =>
      `${alertCount(alerts)} about ${entities} ${plural(entities, { one: 'subject', other: 'subjects' })} in 10 minutes`,
    show: 'Show alerts',
    dismiss: 'Dismiss',
    dismissOf: (what: string) => `Dismiss ${what}`,
  },
  notifications: {
    title: 'Notifications',
    note: 'Alerts appear as notifications of the browser while you look at something else. One tab of the desk sends them.',
    enable: 'Turn on notifications',
    disable: 'Turn off notifications',
    states: {
      on: 'Notifications are on.',
      off: 'Notifications are off.',
      blocked: 'This browser blocks notifications of this site. Allow them in the settings of the browser.',
      unsupported:
        'This browser has no notifications at this address. They need https, or the name localhost.',
    },
  },
}
