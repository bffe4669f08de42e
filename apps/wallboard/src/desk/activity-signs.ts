import type { Activity } from '@wallboard/statistics'

/** Signs of different shapes, so that a state is known without its colour. */
export const activitySigns: Readonly<Record<Activity, string>> = {
  ready: '●',
  ringing: '◎',
  'on-call': '◐',
  'after-call': '◑',
  'not-ready': '○',
  other: '◌',
  'logged-out': '–',
}
