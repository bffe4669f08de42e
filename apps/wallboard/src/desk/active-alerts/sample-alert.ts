import type { AlertReply } from '@wallboard/relay/rest/alerts'

/** A critical alert that fires: the longest wait of a queue. */
export const sampleAlert = (part: Partial<AlertReply>): AlertReply => ({
  id: 'a1',
  rule: { id: 'r7', name: 'Waits', revision: 3 },
  entity: { kind: 'queue', id: '12', name: 'Renewals' },
  level: 'critical',
  state: 'firing',
  since: 1_000,
  metric: 'currentLongestQueueTime',
  unit: 'ms',
  value: 395_000,
  limit: 300_000,
  peak: 395_000,
  alarms: 1,
  acknowledged: null,
  snoozedUntil: null,
  suppressedBy: null,
  board: null,
  ...part,
})
