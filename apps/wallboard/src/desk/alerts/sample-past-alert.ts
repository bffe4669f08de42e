import type { PastAlert } from '@wallboard/relay/rest/alerts'

/** An alert of the past: the longest wait of a queue, which was cleared after a minute. */
export const samplePastAlert = (part: Partial<PastAlert>): PastAlert => ({
  id: 'a1',
  rule: { id: 'r7', name: 'Waits', revision: 3 },
  entity: { kind: 'queue', id: '12', name: 'Renewals' },
  level: 'critical',
  metric: 'currentLongestQueueTime',
  unit: 'ms',
  value: 301_000,
  limit: 300_000,
  peak: 395_000,
  firedAt: 1_000,
  endedAt: 61_000,
  endReason: 'cleared',
  acknowledgedAt: null,
  acknowledgedBy: null,
  board: null,
  events: [],
  ...part,
})
