import type { AlertOnScreen } from '@wallboard/relay'
import type { AlertFigures, AlertReply, PastAlert, TriedRule } from '@wallboard/relay/rest/alerts'
import type { Channel, Delivery } from '@wallboard/relay/rest/alert-channels'
import { stageTime } from './staged-display.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const rule = { id: 'r7', name: 'Longest wait', revision: 3 }
const noActions = {
  acknowledged: null,
  snoozedUntil: null,
  suppressedBy: null,
  board: null,
  alarms: 1,
} as const
const queue = (id: string, name: string) => ({ kind: 'queue', id, name }) as const
const waits = { metric: 'currentLongestQueueTime', unit: 'ms' } as const

/** One alert of each state that the page treats differently. */
export const stagedAlerts: readonly AlertReply[] = [
  {
    ...{ id: 'a1', rule, entity: queue('300001', 'Renewals'), level: 'critical', state: 'firing' },
    ...{ since: stageTime - 128 * second, ...waits, value: 395 * second, limit: 300 * second },
    ...{ peak: 395 * second, ...noActions },
  },
  {
    ...{ id: 'a2', rule, entity: queue('300002', 'Claims'), level: 'warn', state: 'acknowledged' },
    ...{ since: stageTime - 241 * second, ...waits, value: 237 * second, limit: 120 * second },
    ...{ peak: 237 * second, ...noActions },
    acknowledged: {
      ...{ by: 'sam@acme.example', at: stageTime - 180 * second },
      ...{ note: 'two people are coming back', until: null },
    },
  },
  {
    ...{ id: 'a3', rule, entity: queue('300003', 'Business Accounts'), level: 'warn', state: 'firing' },
    ...{ since: stageTime - 26 * second, ...waits, value: 146 * second, limit: 120 * second },
    ...{ peak: 146 * second, ...noActions, board: { id: 'b0', name: 'Support floor' } },
  },
  {
    ...{ id: 'a4', rule, entity: queue('300004', 'New Customers'), level: 'warn', state: 'snoozed' },
    ...{ since: stageTime - 20 * minute, ...waits, value: 153 * second, limit: 120 * second },
    ...{ peak: 260 * second, ...noActions, snoozedUntil: stageTime + 10 * minute },
  },
]

function onScreen(alert: AlertReply): AlertOnScreen {
  const { id, entity, level, state, since, metric, limit, value, acknowledged } = alert
  return {
    ...{ id, rule: { id: alert.rule.id, name: alert.rule.name }, entity, level, since, metric },
    state: state === 'pending' ? 'firing' : state,
    ...{ when: 'above', limit, value, board: null, alarms: 1, isAcknowledged: acknowledged !== null },
  }
}

/** Alerts that fire while a page is open. */
export const stagedNews: readonly AlertReply[] = [
  {
    ...{ id: 'a5', rule, entity: queue('300006', 'Billing'), level: 'critical', state: 'firing' },
    ...{ since: stageTime, ...waits, value: 301 * second, limit: 300 * second },
    ...{ peak: 301 * second, ...noActions },
  },
  {
    ...{ id: 'a6', rule, entity: queue('300007', 'Technical Support'), level: 'warn', state: 'firing' },
    ...{ since: stageTime, ...waits, value: 121 * second, limit: 120 * second },
    ...{ peak: 121 * second, ...noActions },
  },
]

/** The staged alerts and news as the stream sends them. */
export const stagedAlertsOnScreen = (news: readonly AlertReply[]): readonly AlertOnScreen[] =>
  [...stagedAlerts, ...news].map(onScreen)

const past = (index: number, part: Partial<PastAlert>): PastAlert => ({
  ...{ id: `p${index}`, rule, entity: queue('300001', 'Renewals'), level: 'warn', ...waits },
  ...{ value: 121 * second, limit: 120 * second, peak: 164 * second },
  ...{ firedAt: stageTime - index * 31 * minute, endedAt: stageTime - index * 31 * minute + 72 * second },
  ...{ endReason: 'cleared', acknowledgedAt: null, acknowledgedBy: null, board: null, events: [] },
  ...part,
})

const pastAlerts: readonly PastAlert[] = [
  past(0, { firedAt: stageTime - 128 * second, endedAt: null, endReason: null, level: 'critical' }),
  past(1, {
    ...{
      entity: queue('300002', 'Claims'),
      firedAt: stageTime - 241 * second,
      endedAt: null,
      endReason: null,
    },
    ...{ acknowledgedAt: stageTime - 180 * second, acknowledgedBy: 'sam@acme.example', peak: 237 * second },
    events: [
      {
        ...{ at: stageTime - 180 * second, what: 'acknowledged', by: 'sam@acme.example' },
        note: 'two people are coming back',
      },
    ],
  }),
  past(2, { acknowledgedAt: stageTime - 62 * minute + 20 * second, acknowledgedBy: 'jordan@acme.example' }),
  past(3, { entity: queue('300005', 'Deliveries'), peak: 181 * second }),
  past(4, { entity: queue('300007', 'Technical Support'), level: 'critical', peak: 322 * second }),
]

const figures: AlertFigures = {
  ...{ fired: 14, critical: 3, perHour: 1.5, under30s: 4, neverAcknowledged: 6 },
  ...{ medianToAcknowledgeMs: 48 * second },
  byHour: Array.from({ length: 10 }, (_, index) => ({
    at: stageTime - (9.5 - index) * hour,
    fired: [0, 0, 0, 0, 0, 0, 1, 3, 6, 4][index] ?? 0,
  })),
  noisiest: [
    { rule: { id: 'r7', name: 'Longest wait' }, fired: 9, under30s: 3 },
    { rule: { id: 'r8', name: 'After-call work over ten minutes' }, fired: 4, under30s: 1 },
    { rule: { id: 'board:b0:t1', name: 'Support floor' }, fired: 1, under30s: 0 },
  ],
}

const ruleDocument = {
  ...{ version: 1, key: 'longest-wait', name: 'Longest wait', of: { queues: 'all' } },
  ...{ metric: 'currentLongestQueueTime', when: 'above', warn: 120, critical: 300, onDelay: 15 },
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }],
  notify: [{ channel: 'team-leads' }, { channel: 'duty-manager', afterMinutes: 5 }],
}

const rules = [
  {
    ...{ id: 'r7', key: 'longest-wait', name: 'Longest wait', isEnabled: true, revision: 3, active: 3 },
    ...{
      changedAt: stageTime - 3 * day,
      changedBy: 'jordan@acme.example',
      rule: ruleDocument,
      problem: null,
    },
  },
  {
    ...{
      id: 'r8',
      key: 'after-call',
      name: 'After-call work over ten minutes',
      isEnabled: true,
      revision: 1,
    },
    ...{ active: 0, changedAt: stageTime - 9 * day, changedBy: 'sam@acme.example', problem: null },
    rule: {
      ...{ version: 1, key: 'after-call', name: 'After-call work over ten minutes', metric: 'timeInState' },
      ...{ of: { agents: { queues: 'all', state: 'after-call' } }, when: 'above', warn: 600 },
    },
  },
  {
    ...{ id: 'r9', key: 'no-data', name: 'No data from Five9', isEnabled: false, revision: 2, active: 0 },
    ...{ changedAt: stageTime - 2 * hour, changedBy: 'jordan@acme.example', problem: null },
    rule: {
      ...{ version: 1, key: 'no-data', name: 'No data from Five9', metric: 'secondsWithoutData' },
      ...{ of: { link: true }, when: 'above', critical: 60, enabled: false },
    },
  },
]

const versions = [3, 2, 1].map((revision) => ({
  ...{ revision, at: stageTime - (3 + 4 * (3 - revision)) * day, by: 'jordan@acme.example' },
  ...{ change: revision === 1 ? 'created' : 'changed', rule: ruleDocument },
}))

const channel = (key: string, name: string, part: Partial<Channel>): Channel => ({
  ...{ key, name, kind: 'slack', host: 'hooks.slack.com', problem: null, hasSigningKey: false },
  ...{ previousKeyUntil: null, allowsNames: false, isEnabled: true, offReason: null },
  ...{ createdAt: stageTime - 30 * day, createdBy: 'jordan@acme.example' },
  ...{ changedAt: stageTime - 30 * day, changedBy: 'jordan@acme.example' },
  ...{ lastDeliveredAt: stageTime - 128 * second, failures: 0, failingSince: null },
  ...{ queued: 0, nextAttemptAt: null },
  ...part,
})

const channels = [
  channel('team-leads', 'Team leads', {}),
  channel('duty-manager', 'Duty manager', {
    ...{ kind: 'teams', host: 'acme.webhook.office.com', failures: 3, failingSince: stageTime - 11 * minute },
    ...{ queued: 2, nextAttemptAt: stageTime + 4 * minute, lastDeliveredAt: stageTime - 26 * hour },
  }),
  channel('wallboard-log', 'Incident log', {
    ...{ kind: 'webhook', host: 'events.acme.example', hasSigningKey: true, isEnabled: false },
    ...{ offReason: 'switched-off', lastDeliveredAt: null },
  }),
]

const deliveries: readonly Delivery[] = [
  {
    ...{
      id: 'd1',
      webhookId: 'msg_1',
      type: 'alert.firing',
      alertId: 'a1',
      attempt: 1,
      outcome: 'delivered',
    },
    ...{ title: 'Renewals: longest wait 5:01', at: stageTime - 128 * second, fault: null, status: 200 },
    ...{ ms: 210, detail: null, response: 'ok', nextAttemptAt: null },
  },
  {
    ...{ id: 'd2', webhookId: 'msg_2', type: 'alert.resolved', alertId: 'p3', attempt: 2, outcome: 'failed' },
    ...{ title: 'Deliveries: longest wait 1:27', at: stageTime - 91 * minute, fault: 'status', status: 500 },
    ...{ ms: 1_204, detail: 'The receiver answered 500.', response: 'error', nextAttemptAt: null },
  },
]

const recorded = { dataSource: 'ACD_STATUS', liveMs: 81 * minute, knownMs: 90 * minute, unknownMs: 0 }
const gap = { kind: 'link-down', startsAt: stageTime - 78 * minute, endsAt: stageTime - 69 * minute } as const

function tried(): TriedRule {
  const from = stageTime - 33.5 * hour // yesterday
  const points = Array.from({ length: 144 }, (_, index): [number, number] => {
    const wave = Math.sin(index / 11) + 0.6 * Math.sin(index / 2.7)
    return [from + index * 10 * minute, index < 48 ? 0 : Math.max(0, Math.round(70 + 110 * wave)) * second]
  })
  return {
    ...{ fired: 14, under30s: 9, critical: 3, longestMs: 11 * minute, totalMs: 40 * minute, byHour: [] },
    alerts: [57, 64, 70, 86, 118, 121, 131].map((index) => ({
      ...{ at: from + index * 10 * minute, endedAt: from + index * 10 * minute + minute },
      entity: queue('300001', 'Renewals'),
      level: 'warn',
      peak: 180 * second,
    })),
    ...{ isCapped: false, withDelay: { onDelay: 60, fired: 5, under30s: 0 } },
    coverage: [{ kind: 'live', startsAt: from + 8 * hour, endsAt: from + 24 * hour }],
    ...{ liveMs: 16 * hour, knownMs: 16 * hour, notKnown: null },
    series: { bucketMs: 10 * minute, points },
  }
}

const noFigures: AlertFigures = {
  ...{ fired: 0, critical: 0, perHour: 0, under30s: 0, neverAcknowledged: 0 },
  ...{
    medianToAcknowledgeMs: null,
    byHour: figures.byHour.map(({ at }) => ({ at, fired: 0 })),
    noisiest: [],
  },
}

/** Replies of `/api/alerts…`, for a full and an empty domain. Undefined: the stage has none. */
export function alertReplyTo(path: string, isEmpty: boolean, news: readonly AlertReply[]): unknown {
  const shift = {
    ...{ from: stageTime - 90 * minute, to: stageTime, timeZone: 'UTC', isCapped: false },
    ...(isEmpty
      ? { alerts: [], figures: noFigures, gaps: [], recorded: [{ ...recorded, liveMs: 90 * minute }] }
      : {
          ...{ alerts: pastAlerts, figures },
          ...{ gaps: [{ dataSource: 'ACD_STATUS', span: gap }], recorded: [recorded] },
        }),
  }
  const replies: Record<string, unknown> = {
    '/api/alerts': { asOf: stageTime, alerts: isEmpty ? [] : [...stagedAlerts, ...news] },
    '/api/alerts/history': { alerts: isEmpty ? [] : pastAlerts, isCapped: false },
    '/api/alerts/figures': isEmpty ? noFigures : figures,
    '/api/alerts/shift': shift,
    '/api/alerts/rules': isEmpty ? [] : rules,
    '/api/alerts/rules/r7': rules[0],
    '/api/alerts/rules/r7/versions': versions,
    '/api/alerts/rules/try': tried(),
    '/api/alerts/channels': { channels: isEmpty ? [] : channels, mayEdit: true },
    '/api/alerts/channels/team-leads/deliveries': { deliveries: isEmpty ? [] : deliveries },
    '/api/alerts/silences': [],
  }
  return replies[path]
}
