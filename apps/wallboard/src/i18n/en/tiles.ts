import type { TrendSpan } from '@wallboard/boards'
import type { GapKind } from '@wallboard/relay/coverage'
import type { Activity, DialerState } from '@wallboard/statistics'
import { metrics } from './metrics.ts'
import { plural } from './plural.ts'

/** Texts of tiles that not every board has, loaded with those tiles. */
export const tiles = {
  activities: {
    ready: 'ready',
    ringing: 'ringing',
    'on-call': 'on call',
    'after-call': 'after call',
    'not-ready': 'not ready',
    other: 'other',
    'logged-out': 'signed out',
  } satisfies Record<Activity, string>,
  agents: 'Agents',
  noAgents: 'nobody',
  /** The list of agents could not be read: two lines. */
  agentsUnknown: ['agents of these', 'queues are unknown'],
  moreAgents: (count: number) => `+${count} more`,
  noData: 'no data',
  since: (time: string) => `since ${time}`,
  noDataSince: (time: string) => `no data since ${time}`,
  alerts: {
    title: 'Alerts',
    none: 'No alerts',
    count: (count: number) => `Alerts ${count}`,
    allPaused: 'Alerts paused: data is stale',
    othersPaused: 'Other alerts paused: data is stale',
    detail: (metric: string, limit: string, time: string) => `${metric} · limit ${limit} · since ${time}`,
    titleOf: (subject: string, detail: string) => `${subject}: ${detail}`,
    /** What an alert is based on, and that somebody has acknowledged it. */
    state: (detail: string, isAcknowledged: boolean) =>
      isAcknowledged ? `acknowledged · ${detail}` : detail,
    /** `source`: which data; undefined: all. */
    noData: (source: string | undefined) =>
      source === undefined ? 'No data from Five9' : `No data from Five9: ${source}`,
    /** The alert fires after a minute; the header says how old the figures are. */
    noDataFor: 'for more than a minute',
  },
  campaign: {
    fewCalls: 'few calls',
    serviceLevel: 'Five9 service level',
    /** After the figure. */
    calls: 'calls',
    abandoned: 'abandoned',
    /** Average speed of answer, as the trade says it. */
    speedOfAnswer: 'ASA',
  },
  outbound: {
    /** Below the number of ready agents: what it counts, or why the campaign does not run. */
    ready: 'agents ready',
    states: {
      running: 'agents ready',
      stopped: 'campaign stopped',
      starting: 'campaign starting',
      stopping: 'campaign stopping',
      resetting: 'campaign resetting',
      other: 'unknown state',
    } satisfies Record<DialerState, string>,
    /** Five9 sends no row for this campaign: it does not run, or the supervisor does not monitor it. */
    noRow: 'no dialer data',
    /** Between the ratio and its target. */
    of: 'of',
    callsForEachAgent: 'calls/agent',
    recordsLeft: 'records left',
  },
  /** Waiting work of a group besides calls. */
  otherItems: (count: number) =>
    `${count} ${plural(count, { one: 'other item', other: 'other items' })} waiting`,
  ofCallback: 'of a callback',
  target: (value: string) => `target ${value}`,
  unknownTimeZone: (timeZone: string) => `unknown time zone ${timeZone}`,
  /** What is usual at this time of the week. */
  usual: {
    range: (low: string, high: string) => (low === high ? `usual ${low}` : `usual ${low}–${high}`),
    tooFewWeeks: (known: number, needed: number) => `usual range: ${known} of ${needed} weeks known`,
    holiday: 'no usual range: a marked day',
  },
  trend: {
    /** The subject, and the span of time or its start. */
    title: (subject: string, span: string) => `${subject}, ${span}`,
    spans: {
      '15min': 'last 15 minutes',
      '30min': 'last 30 minutes',
      '1h': 'last hour',
      '4h': 'last 4 hours',
      '8h': 'last 8 hours',
      '24h': 'last 24 hours',
    } satisfies Record<TrendSpan, string>,
    lastWeek: 'last week dashed',
    ofName: (name: string, metric: string) => `${name}: ${metric}`,
    since: (time: string) => `since ${time}`,
    peak: (value: string, time: string) => `peak ${value} at ${time}`,
    peakYesterday: (value: string, time: string) => `peak ${value} at ${time} yesterday`,
    peakOnly: (value: string) => `peak ${value}`,
    /** What the chart shows, for people who do not see it: a title, and the gaps. */
    description: (parts: readonly string[]) => parts.join('. '),
    overTime: (name: string) => `${name} over time`,
    waitingLately: 'waiting calls, last 20 minutes',
    /** In a gap of the chart. */
    noDataBetween: (from: string, to: string) => `no data ${from}–${to}`,
    gap: (from: string, to: string, reason: string) => `No data from ${from} to ${to}: ${reason}`,
    gapKinds: {
      'server-off': 'the wallboard server did not run',
      'link-down': 'the connection to Five9 was lost',
      migrating: 'Five9 moved the connection to another data centre',
      evicted: 'another session of the same Five9 user took over',
      'signed-out': 'nobody was signed in to Five9',
      silent: 'Five9 sent no data',
      unconfirmed: 'updates were lost',
      'clock-step': 'the clock of the server was set',
      shed: 'the server could not record what it received',
      damaged: 'the recording is damaged',
      compacted: 'removed because it is old',
      'fail-over': 'another wallboard server took over',
      'screen-offline': 'this screen was not connected to the wallboard server',
    } satisfies Record<GapKind | 'screen-offline', string>,
  },
}

/** A metric's label as the name of a tile or an alert. */
export function metricTitle(metric: keyof typeof metrics): string {
  const label = metrics[metric]
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}`
}
