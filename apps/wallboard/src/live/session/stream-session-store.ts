import { agentSource } from '@wallboard/boards'
import type { Clocks, Position } from '@wallboard/relay'
import { queueSource, type Freshness } from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { createFreshnessStore, type FreshnessStore } from '../stores/freshness-store.ts'
import { evaluateStatus, type ScreenStatus } from './screen-status-state.ts'
import { timeOfDay } from './time-of-day.ts'
import type { TwoClocks } from './two-clocks.ts'
import { readClocks } from './sleep-state.ts'
import { evaluateSource, type StatusInput } from './source-freshness-state.ts'
import {
  initialStreamSession,
  mustReconnect,
  reduceStreamSession,
  serverInstant,
  toStatusInput,
  type StreamEvent,
  type StreamSession,
} from './stream-session-state.ts'

/** The page's stream from the server, and the status of the screen that follows from it. */
export interface StreamSessionStore {
  readonly status: StoreApi<ScreenStatus>
  readonly freshness: FreshnessStore
  readonly session: () => StreamSession
  /**
   * The position that the next snapshot must not be behind. A minute after the page was last complete it is forgotten: if
   * no server has it any more, such as after a backup was restored, the page shows what there is.
   */
  readonly resumePosition: () => Position | undefined
  readonly dispatch: (event: StreamEvent) => void
  /** Checks the clocks; `reconnect` when only a new connection can show how old the data is. */
  readonly checkClocks: () => 'reconnect' | 'nothing'
  /**
   * Computes the freshness of the screen and of each source. The status, whose subscribers write the document, changes
   * with every whole second of the time of day, and at once with anything that is not a clock.
   */
  readonly evaluate: () => void
  readonly serverNow: () => number
  /** Both clocks at this instant. */
  readonly now: () => TwoClocks
  readonly freshnessOf: (dataSource: string) => Freshness
}

const forgetAfterMs = 60_000

export function createStreamSession(clocks: Clocks): StreamSessionStore {
  const freshness = createFreshnessStore()
  let session = initialStreamSession(readClocks(clocks))
  /**
   * When the figures of each source were last complete, by the page's clock: they stay on the page when a restarted server
   * has none yet.
   */
  const completeAt = new Map<string, number>()
  /** The board shows other sources than before, and their snapshot has not come: the link does not speak of them. */
  let awaitsSources = false
  const input = () => toStatusInput(session, clocks.monotonic(), queueSource)
  const startedAt = clocks.monotonic()
  const status = createStore<ScreenStatus>()(() =>
    nextStatus(input(), { now: startedAt, agentsNow: startedAt, unread: [], maintenance: undefined }),
  )

  function nextStatus(
    current: StatusInput,
    before: Pick<ScreenStatus, 'now' | 'agentsNow' | 'unread' | 'maintenance'> & Partial<ScreenStatus>,
  ): ScreenStatus {
    const { link, position, savedAt, wallOffsetMs } = session
    const evaluated = evaluateStatus(current)
    const screenNow = clocks.monotonic()
    const offsetMs = current.now - screenNow
    // A connection that begins has the clock of another server, and what is confirmed is still of the one before; a saved
    // snapshot is evaluated before any.
    const isOfThisClock = current.disconnectedSince === undefined || completeAt.size === 0
    const kept = current.shownSources.flatMap((dataSource) => {
      const { confirmedAt } = evaluateSource(current, dataSource)
      if (isOfThisClock && !awaitsSources && confirmedAt !== undefined)
        completeAt.set(dataSource, confirmedAt - offsetMs)
      return completeAt.get(dataSource) ?? []
    })
    return {
      ...evaluated,
      confirmedAt: evaluated.confirmedAt ?? (kept.length === 0 ? undefined : Math.min(...kept) + offsetMs),
      hint: keepIfEqual(before.hint, evaluated.hint),
      problemSources: keepIfEqual(before.problemSources ?? [], evaluated.problemSources),
      now: freshness.sourceNow(queueSource) ?? before.now,
      agentsNow: freshness.sourceNow(agentSource) ?? before.agentsNow,
      serverNow: current.now,
      screenNow,
      wallOffsetMs,
      domainOffsetMs: link?.domainOffsetMs ?? 0,
      hasSnapshot: position !== undefined || savedAt !== undefined,
      unread: keepIfEqual(before.unread, link?.unreadLists ?? []),
      maintenance: keepIfEqual(before.maintenance, link?.maintenance),
    }
  }

  function dispatch(event: StreamEvent): void {
    if (event.type === 'board-shown')
      awaitsSources ||= (session.shownSources ?? event.dataSources).join() !== event.dataSources.join()
    else if (event.type === 'message' && event.message.type === 'snapshot') awaitsSources = false
    session = reduceStreamSession(session, event, readClocks(clocks))
  }

  return {
    status,
    freshness,
    dispatch,
    session: () => session,
    resumePosition: () =>
      clocks.monotonic() - (session.disconnectedSince ?? Infinity) > forgetAfterMs
        ? undefined
        : session.position,
    serverNow: () => serverInstant(session, clocks.monotonic()),
    now() {
      const screenNow = clocks.monotonic()
      return { serverNow: serverInstant(session, screenNow), screenNow }
    },
    freshnessOf: (dataSource) => evaluateSource(input(), dataSource).freshness,
    checkClocks() {
      const before = session
      dispatch({ type: 'clocks-read' })
      return mustReconnect(before, session) ? 'reconnect' : 'nothing'
    },
    evaluate() {
      const current = input()
      freshness.evaluate(current)
      const before = status.getState()
      const next = nextStatus(current, before)
      if (!looksAlike(before, next)) status.setState(next)
    },
  }
}

const secondOf = (status: ScreenStatus): number => Math.floor(timeOfDay(status) / 1_000)

/** What is drawn when it changes. Clocks, and the age of the data, are drawn once a second. */
const drawnFields = [
  'freshness',
  'problem',
  'problemSources',
  'hint',
  'problemSince',
  'wallOffsetMs',
  'domainOffsetMs',
  'hasSnapshot',
  'unread',
  'maintenance',
] as const

/** Whether two states of a screen look alike. This runs with each tick, so it compares fields and builds no text. */
const looksAlike = (before: ScreenStatus, now: ScreenStatus): boolean =>
  secondOf(before) === secondOf(now) && drawnFields.every((field) => before[field] === now[field])

/** The value from before while its content does not change, so that components do not render again. */
const keepIfEqual = <T>(before: T, now: T): T =>
  before === now || JSON.stringify(before) === JSON.stringify(now) ? before : now
