import type { Activity, Level } from '@wallboard/statistics'

/** What an agent does, as far as the feed tells of it: the reason's id while not ready. */
export interface AgentMood {
  readonly activity: Activity
  readonly reason: string | undefined
}

/** What can happen on the floor. Instants are epoch milliseconds, by the server's clock. */
export type FloorEvent =
  | { readonly type: 'waiting'; readonly queue: string; readonly calls: number }
  | { readonly type: 'queue-added' | 'queue-removed'; readonly queue: string; readonly name: string }
  | {
      readonly type: 'agent'
      readonly agent: string
      readonly from: AgentMood | undefined
      readonly to: AgentMood
    }
  | {
      readonly type: 'alert'
      readonly key: string
      readonly queue: string | undefined
      readonly name: string | undefined
      readonly level: Exclude<Level, 'none'>
      readonly metric: string
      readonly limit: number
    }
  | { readonly type: 'link'; readonly problem: string | undefined }

/** A line of the feed. Names are looked up when it is drawn, so that a rename shows and no name outlives its permission. */
export type FeedEntry = { readonly id: number; readonly at: number } & (
  | { readonly kind: 'waiting'; readonly queue: string; readonly from: number; readonly to: number }
  | { readonly kind: 'queue-added' | 'queue-removed'; readonly queue: string; readonly name: string }
  | {
      readonly kind: 'agents'
      readonly agents: readonly string[]
      readonly from: AgentMood
      readonly to: AgentMood
    }
  | (Omit<Extract<FloorEvent, { type: 'alert' }>, 'type'> & { readonly kind: 'alert' })
  | { readonly kind: 'link'; readonly problem: string; readonly endedAt: number | undefined }
)

type NewEntry = FeedEntry extends infer Entry
  ? Entry extends FeedEntry
    ? Omit<Entry, 'id' | 'at'>
    : never
  : never

export interface WhatChanged {
  /** Newest first, at most `maxEntries`. */
  readonly entries: readonly FeedEntry[]
  /** The waiting calls of each queue when the feed last told of them, or when it first saw the queue. */
  readonly told: ReadonlyMap<string, number>
  readonly nextId: number
}

export const nothingChanged: WhatChanged = { entries: [], told: new Map(), nextId: 1 }

export const maxEntries = 50
/** Changes of the same thing within this time are one line. */
const mergeMs = 60_000
/** A smaller change of waiting calls is the coming and going of calls. */
const minCalls = 2

/** At work: the coming and going of calls is no news. */
const isWorking = ({ activity }: AgentMood): boolean =>
  activity === 'ready' || activity === 'ringing' || activity === 'on-call' || activity === 'after-call'

const moodKey = (mood: AgentMood): string =>
  isWorking(mood)
    ? 'working'
    : mood.activity === 'not-ready'
      ? `not-ready:${mood.reason ?? ''}`
      : mood.activity

/** The feed while events are added to it. `told` is its own: a message changes hundreds of queues. */
type Feed = Omit<WhatChanged, 'told'> & { readonly told: Map<string, number> }

function add(state: Feed, at: number, entry: NewEntry): Feed {
  const added: FeedEntry = { ...entry, id: state.nextId, at }
  return { ...state, entries: [added, ...state.entries].slice(0, maxEntries), nextId: state.nextId + 1 }
}

/** Replaces an entry and moves it to the top: it is the newest again. */
function renew(state: Feed, entry: FeedEntry): Feed {
  return { ...state, entries: [entry, ...state.entries.filter(({ id }) => id !== entry.id)] }
}

const without = (state: Feed, { id }: FeedEntry): Feed => ({
  ...state,
  entries: state.entries.filter((entry) => entry.id !== id),
})

function waitingChanged(state: Feed, queue: string, calls: number, at: number): Feed {
  const told = state.told.get(queue)
  if (told !== undefined && Math.abs(calls - told) < minCalls) return state
  state.told.set(queue, calls)
  if (told === undefined) return state
  const recent = state.entries.find((entry) => entry.kind === 'waiting' && entry.queue === queue)
  if (recent?.kind !== 'waiting' || at - recent.at >= mergeMs)
    return add(state, at, { kind: 'waiting', queue, from: told, to: calls })
  return recent.from === calls ? without(state, recent) : renew(state, { ...recent, at, to: calls })
}

function agentChanged(
  state: Feed,
  { agent, from, to }: Extract<FloorEvent, { type: 'agent' }>,
  at: number,
): Feed {
  if (from === undefined || moodKey(from) === moodKey(to)) return state
  const same = state.entries.find(
    (entry) =>
      entry.kind === 'agents' &&
      at - entry.at < mergeMs &&
      moodKey(entry.from) === moodKey(from) &&
      moodKey(entry.to) === moodKey(to),
  )
  if (same?.kind !== 'agents') return add(state, at, { kind: 'agents', agents: [agent], from, to })
  return renew(state, { ...same, at, agents: [...new Set([...same.agents, agent])] })
}

function linkChanged(state: Feed, problem: string | undefined, at: number): Feed {
  const open = state.entries.find((entry) => entry.kind === 'link' && entry.endedAt === undefined)
  if (open?.kind !== 'link')
    return problem === undefined ? state : add(state, at, { kind: 'link', problem, endedAt: undefined })
  // One interruption is one line, also where its reason changes: the line says the last one.
  const next = problem === undefined ? { ...open, endedAt: at } : { ...open, problem }
  return { ...state, entries: state.entries.map((entry) => (entry.id === open.id ? next : entry)) }
}

function eventAdded(state: Feed, event: FloorEvent, at: number): Feed {
  switch (event.type) {
    case 'waiting':
      return waitingChanged(state, event.queue, event.calls, at)
    case 'queue-added':
    case 'queue-removed': {
      state.told.delete(event.queue)
      return add(state, at, { kind: event.type, queue: event.queue, name: event.name })
    }
    case 'agent':
      return agentChanged(state, event, at)
    case 'alert': {
      const { type: kind, ...alert } = event
      return add(state, at, { kind, ...alert })
    }
    case 'link':
      return linkChanged(state, event.problem, at)
  }
}

/**
 * The feed after something happened on the floor at one instant. Small changes of waiting calls and the flow of calls
 * through agents are left out; changes of the same thing within a minute are one line.
 */
export const nextWhatChanged = (state: WhatChanged, events: readonly FloorEvent[], at: number): WhatChanged =>
  events.reduce<Feed>((feed, event) => eventAdded(feed, event, at), {
    ...state,
    told: new Map(state.told),
  })
