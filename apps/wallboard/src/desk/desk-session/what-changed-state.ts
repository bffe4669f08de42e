import type { Activity, Level } from '@wallboard/statistics'

/** What an agent does, as far as the feed tells of it: the reason's id while not ready. */
export interface AgentMood {
  readonly activity: Activity
  readonly reason: string | undefined
}

/** What can happen on the floor. Instants are epoch milliseconds, by the server's clock. */
export type FloorEvent =
  | { readonly type: 'waiting'; readonly queue: string; readonly name: string; readonly calls: number }
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

/**
 * A line of the feed. Names are looked up when it is drawn, so that a rename shows; the name of a queue
 * that has gone is the one that it had then.
 */
export type FeedEntry = { readonly id: number; readonly at: number } & (
  | {
      readonly kind: 'waiting'
      readonly queue: string
      readonly name: string
      readonly from: number
      readonly to: number
    }
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

/**
 * The feed while the events of one instant are added to it. It is changed in place: a message changes hundreds of queues,
 * and a copy of all entries for each of them would be a sixth of what the page allocates.
 */
interface Feed {
  readonly entries: FeedEntry[]
  readonly told: Map<string, number>
  nextId: number
}

function add(feed: Feed, at: number, entry: NewEntry): void {
  feed.entries.unshift({ ...entry, id: feed.nextId, at })
  feed.nextId += 1
  if (feed.entries.length > maxEntries) feed.entries.pop()
}

/** Replaces an entry and moves it to the top: it is the newest again. */
function renew(feed: Feed, entry: FeedEntry): void {
  drop(feed, entry)
  feed.entries.unshift(entry)
}

function drop({ entries }: Feed, { id }: FeedEntry): void {
  entries.splice(
    entries.findIndex((entry) => entry.id === id),
    1,
  )
}

type WaitingEvent = Extract<FloorEvent, { type: 'waiting' }>

function waitingChanged(feed: Feed, { queue, name, calls }: WaitingEvent, at: number): void {
  const told = feed.told.get(queue)
  if (told !== undefined && Math.abs(calls - told) < minCalls) return
  feed.told.set(queue, calls)
  if (told === undefined) return
  const recent = feed.entries.find((entry) => entry.kind === 'waiting' && entry.queue === queue)
  if (recent?.kind !== 'waiting' || at - recent.at >= mergeMs)
    add(feed, at, { kind: 'waiting', queue, name, from: told, to: calls })
  else if (recent.from === calls) drop(feed, recent)
  else renew(feed, { ...recent, at, name, to: calls })
}

function agentChanged(
  feed: Feed,
  { agent, from, to }: Extract<FloorEvent, { type: 'agent' }>,
  at: number,
): void {
  if (from === undefined || moodKey(from) === moodKey(to)) return
  const same = feed.entries.find(
    (entry) =>
      entry.kind === 'agents' &&
      at - entry.at < mergeMs &&
      moodKey(entry.from) === moodKey(from) &&
      moodKey(entry.to) === moodKey(to),
  )
  if (same?.kind !== 'agents') add(feed, at, { kind: 'agents', agents: [agent], from, to })
  else renew(feed, { ...same, at, agents: [...new Set([...same.agents, agent])] })
}

function linkChanged(feed: Feed, problem: string | undefined, at: number): void {
  const index = feed.entries.findIndex((entry) => entry.kind === 'link' && entry.endedAt === undefined)
  const open = feed.entries[index]
  // One interruption is one line, also where its reason changes: the line says the last one.
  if (open?.kind === 'link')
    feed.entries[index] = problem === undefined ? { ...open, endedAt: at } : { ...open, problem }
  else if (problem !== undefined) add(feed, at, { kind: 'link', problem, endedAt: undefined })
}

function addEvent(feed: Feed, event: FloorEvent, at: number): void {
  switch (event.type) {
    case 'waiting':
      waitingChanged(feed, event, at)
      return
    case 'queue-added':
    case 'queue-removed':
      feed.told.delete(event.queue)
      add(feed, at, { kind: event.type, queue: event.queue, name: event.name })
      return
    case 'agent':
      agentChanged(feed, event, at)
      return
    case 'alert': {
      const { type: kind, ...alert } = event
      add(feed, at, { kind, ...alert })
      return
    }
    case 'link':
      linkChanged(feed, event.problem, at)
  }
}

const areSameEntries = (a: readonly FeedEntry[], b: readonly FeedEntry[]): boolean =>
  a.length === b.length && a.every((entry, index) => entry === b[index])

/**
 * The feed after something happened on the floor at one instant. Small changes of waiting calls and the flow of calls
 * through agents are left out; changes of the same thing within a minute are one line. The same array of entries while
 * they are the same.
 */
export function nextWhatChanged(state: WhatChanged, events: readonly FloorEvent[], at: number): WhatChanged {
  const feed: Feed = { entries: [...state.entries], told: new Map(state.told), nextId: state.nextId }
  for (const event of events) addEvent(feed, event, at)
  return areSameEntries(feed.entries, state.entries) ? { ...feed, entries: state.entries } : feed
}
