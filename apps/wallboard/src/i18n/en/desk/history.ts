import type { GapKind } from '@wallboard/relay/coverage'
import { nameOfSource } from '../problems.ts'

/** Why data sources were not recorded live. */
const gapReasons: Readonly<Record<GapKind, string>> = {
  'server-off': 'This server did not run',
  'link-down': 'Connection to Five9 lost',
  migrating: 'Five9 moved this domain',
  evicted: 'Another session of the same Five9 user took over',
  'signed-out': 'Signed out of Five9',
  silent: 'No data from Five9',
  unconfirmed: 'Changes were lost, full statistics were missing',
  'clock-step': 'The clock of the server was set',
  shed: 'The server could not write what it received',
  damaged: 'The recording is damaged',
  compacted: 'Removed because it is old',
  'fail-over': 'Another wallboard server took over',
}

/** The page that shows a board as it was at an instant of the past. */
export const historyPage = {
  filling: ({ done, total }: { readonly done: number; readonly total: number }) =>
    `Filling the demo’s past: day ${done + 1} of ${total}`,
  title: 'History',
  /** Before the freshness of the present data. */
  now: 'Five9 now: ',
  replay: 'Replay',
  /** Beside the ribbon, so that no one takes the figures for current ones. */
  notLive: 'not live',
  playing: (speed: number) => `plays at ${speed}×`,
  stopped: 'The replay has stopped.',
  loading: 'Loading…',
  loadingInstant: (instant: string) => `Loading ${instant}…`,
  toLive: 'Back to live',
  toEnd: 'Go to the last record',
  retry: 'Try again',
  /** Links to files of the day. */
  quartersFile: 'Quarter-hours of this day (CSV)',
  waitingFile: 'Waiting calls by minute (CSV)',
  /** Data sources that were not live, why, and from when to when. */
  gap: (dataSources: readonly string[], kind: GapKind, from: string, to: string) =>
    `${dataSources.map(nameOfSource).join(' and ')}: ${gapReasons[kind]} from ${from} to ${to}`,
  /** Data sources of which nothing is recorded at the instant. */
  notRecorded: (dataSources: readonly string[]) =>
    `${dataSources.map(nameOfSource).join(' and ')}: not recorded at this instant`,
  /** Whether the shown day counts for the usual range. */
  mark: {
    leaveOut: 'Leave this day out of the usual range…',
    explanation: 'For holidays and exceptional days. The day has no usual range itself.',
    note: 'Why',
    example: 'Holiday, outage…',
    save: 'Leave out',
    cancel: 'Cancel',
    leftOut: (note: string, by: string | null) =>
      `Left out of the usual range${note === '' ? '' : `: ${note}`} (${by ?? 'configuration of the server'})`,
    count: 'Count this day again',
  },
  invalid: {
    at: 'The address has no valid instant after "at=". Write one such as 2026-11-26T10:31:00Z.',
    speed:
      'The address has no valid speed after "speed=". It is 1, 10, 60 or 100; without it the replay is paused.',
  },
}
