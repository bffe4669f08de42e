import { agentSource } from '@wallboard/boards'
import {
  activityOf,
  queueSource,
  readNumber,
  readText,
  type Change,
  type QueueDifference,
  type Row,
} from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import { timeOfDay } from '../../live/session/time-of-day.ts'
import {
  nextWhatChanged,
  nothingChanged,
  type AgentMood,
  type FloorEvent,
  type WhatChanged,
} from './what-changed-state.ts'

/** What changed on the floor since the page was loaded. It is shown with the clocks of the page, once a second. */
export interface WhatChangedFeed {
  readonly state: StoreApi<WhatChanged>
  readonly stop: () => void
}

const moodOf = (row: Row): AgentMood => {
  const activity = activityOf(row)
  return { activity, reason: activity === 'not-ready' ? readText(row, 'reasonCodeId') : undefined }
}

const hasSource = (changes: readonly Change[], source: string): boolean =>
  changes.some(({ dataSource }) => dataSource === source)

function queueEvents({ added, updated, removed }: QueueDifference): FloorEvent[] {
  const waiting = ([name, row]: readonly [string, Row]): FloorEvent[] => {
    const calls = readNumber(row, 'callsInQueue')
    return calls === undefined ? [] : [{ type: 'waiting', queue: row.id, name, calls }]
  }
  return [
    ...[...removed].map(([name, { id }]): FloorEvent => ({ type: 'queue-removed', queue: id, name })),
    ...[...added].map(([name, { id }]): FloorEvent => ({ type: 'queue-added', queue: id, name })),
    ...[...added, ...updated].flatMap(waiting),
  ]
}

/** Follows the rows, the alerts and the link of a page from now on. */
export function createWhatChanged({ statistics, sources, alerts }: LiveStores): WhatChangedFeed {
  const state = createStore<WhatChanged>()(() => nothingChanged)
  let hasBeenLive = false
  /** Holds more than is shown. */
  let feed = nothingChanged

  function happened(events: readonly FloorEvent[]): void {
    if (events.length > 0) feed = nextWhatChanged(feed, events, timeOfDay(statistics.status.getState()))
  }

  function show(): void {
    if (feed.entries !== state.getState().entries) state.setState(feed, true)
  }

  function agentEvents(): FloorEvent[] {
    const rows = sources.rows(agentSource)
    return [...sources.replaced(agentSource)].flatMap(([id, before]) => {
      const row = rows.get(id)
      if (row === undefined || before === undefined) return []
      return [{ type: 'agent', agent: id, from: moodOf(before), to: moodOf(row) } as const]
    })
  }

  const stops = [
    statistics.applied.subscribe(({ changes }) => {
      // Before all figures are there, rows that arrive are not new on the floor.
      if (!hasBeenLive) return
      happened([
        ...(hasSource(changes, queueSource) ? queueEvents(statistics.lastEvent()) : []),
        ...(hasSource(changes, agentSource) ? agentEvents() : []),
      ])
    }),
    alerts.active.subscribe(({ list }, { list: before }) => {
      const known = new Set(before.map(({ key, level }) => `${level} ${key}`))
      happened(
        list
          .filter(({ key, level }) => !known.has(`${level} ${key}`))
          .map(({ key, queueId: queue, name, level, rule: { metric, threshold } }) => ({
            ...({ type: 'alert', key, queue, level, metric, limit: threshold.value } as const),
            name: name ?? (queue && statistics.tile(queue)?.getState().label),
          })),
      )
    }),
    statistics.status.subscribe(({ problem, freshness }, { problem: before }) => {
      // The first connection of a page interrupts nothing.
      hasBeenLive ||= freshness === 'live'
      if (hasBeenLive && problem !== before)
        happened([{ type: 'link', problem: problem === 'none' ? undefined : problem }])
      show()
    }),
  ]

  return {
    state,
    stop() {
      for (const stop of stops) stop()
    },
  }
}
