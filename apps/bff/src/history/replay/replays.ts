import { randomBytes } from 'node:crypto'
import type { ViewSpec } from '@wallboard/relay'
import type { ErrorBody } from '@wallboard/relay/rest/errors'
import type { HistoryError } from '../history-routes.ts'
import type { ReplaySource } from './replay-source.ts'
import { createReplayStream, type ReplayStream } from './replay-stream.ts'

/** The hub of one replay, as far as its end depends on it. */
export interface ReplayHub {
  readonly clientCount: () => number
  readonly close: (reason: string) => void
}

/** Why a replay is not started or changed. */
export type ReplayError =
  | HistoryError
  | Extract<ErrorBody, { readonly code: 'too-many-replays' }>
  | { readonly code: 'no-such-replay' | 'no-such-board' }

export type ReplayOutcome =
  { readonly ok: true; readonly id: string } | { readonly ok: false; readonly error: ReplayError }

/** What a replay plays, and the only view that its clients are sent. */
export interface ReplayPlan {
  readonly source: ReplaySource
  readonly view: ViewSpec
}

/** The replays of this server, each with its own hub. A replay belongs to one owner. */
export interface Replays<Hub extends ReplayHub> {
  readonly start: (owner: string, plan: ReplayPlan, at: number, speed: number) => Promise<ReplayOutcome>
  /** Another instant or speed: a new epoch and a snapshot for all clients. */
  readonly change: (
    owner: string,
    id: string,
    change: { readonly at?: number | undefined; readonly speed?: number | undefined },
  ) => Promise<ReplayOutcome>
  /** False when the owner has no such replay. */
  readonly end: (owner: string, id: string) => boolean
  readonly find: (owner: string, id: string) => { readonly hub: Hub; readonly view: ViewSpec } | undefined
  /** Plays what is due, and ends replays that are idle or without viewers. Called a few times a second while there is one. */
  readonly tick: () => void
  readonly count: () => number
  readonly close: () => void
}

/** A replay that stands still, without a request, ends after this time. */
const idleAfterMs = 5 * 60_000
/** A page that reconnects has this long; so has one that has started a replay and connects. */
const unwatchedAfterMs = 10_000

interface Replay<Hub> {
  readonly owner: string
  readonly view: ViewSpec
  readonly stream: ReplayStream
  readonly hub: Hub
  requestedAt: number
  watchedAt: number
}

export function createReplays<Hub extends ReplayHub>(deps: {
  readonly createHub: (stream: ReplayStream) => Hub
  /** Milliseconds. */
  readonly monotonic: () => number
  readonly max: number
  readonly onFailed: (error: unknown) => void
}): Replays<Hub> {
  const { monotonic, max } = deps
  const replays = new Map<string, Replay<Hub>>()
  /** Places that are taken by replays that start. */
  let starting = 0

  function end(id: string, reason: string): void {
    replays.get(id)?.hub.close(reason)
    replays.delete(id)
  }

  const own = (owner: string, id: string) => {
    const replay = replays.get(id)
    return replay?.owner === owner ? replay : undefined
  }

  function endReason({ stream, hub, requestedAt, watchedAt }: Replay<Hub>): string | undefined {
    const now = monotonic()
    if (hub.clientCount() === 0 && now - watchedAt >= unwatchedAfterMs) return 'nobody watches this replay'
    const isIdle = now - Math.max(requestedAt, stream.movedAt()) >= idleAfterMs
    return isIdle ? 'this replay has stood still for five minutes' : undefined
  }

  async function started(
    owner: string,
    { source, view }: ReplayPlan,
    at: number,
    speed: number,
  ): Promise<ReplayOutcome> {
    const id = randomBytes(8).toString('hex')
    const stream = createReplayStream({ id, source, monotonic, onFailed: deps.onFailed })
    const outcome = await stream.restart(at, speed)
    if (!outcome.ok) return outcome
    const now = monotonic()
    replays.set(id, {
      ...{ owner, view, stream, hub: deps.createHub(stream) },
      ...{ requestedAt: now, watchedAt: now },
    })
    return { ok: true, id }
  }

  return {
    async start(owner, plan, at, speed) {
      if (replays.size + starting >= max)
        return { ok: false, error: { code: 'too-many-replays', params: { max } } }
      starting += 1
      try {
        return await started(owner, plan, at, speed)
      } finally {
        starting -= 1
      }
    },
    async change(owner, id, { at, speed }) {
      const replay = own(owner, id)
      if (replay === undefined) return { ok: false, error: { code: 'no-such-replay' } }
      const { stream } = replay
      replay.requestedAt = monotonic()
      const outcome = await stream.restart(at ?? stream.asOf(), speed ?? stream.speed())
      return outcome.ok ? { ok: true, id } : outcome
    },
    end(owner, id) {
      if (own(owner, id) === undefined) return false
      end(id, 'this replay was ended')
      return true
    },
    find: own,
    tick() {
      for (const [id, replay] of [...replays]) {
        if (replay.hub.clientCount() > 0) replay.watchedAt = monotonic()
        const reason = endReason(replay)
        if (reason === undefined) replay.stream.tick()
        else end(id, reason)
      }
    },
    count: () => replays.size,
    close() {
      for (const id of [...replays.keys()]) end(id, 'the server is stopping')
    },
  }
}
