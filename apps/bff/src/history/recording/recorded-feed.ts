import type { Stream, StreamNotice } from '../../upstream/stream.ts'
import { postedChanges } from './posted-changes.ts'
import type { RecordedNames } from './recorded-names.ts'
import type { RecorderContext } from './recorder-context.ts'
import { sourceStates } from './source-states.ts'

/** Whose feed it is. A person's own feed is kept for a day, and that person alone may see it. */
export interface FeedOwner {
  readonly org: string
  readonly username: string
  readonly isPersonal: boolean
}

/** Posts what one feed emits. */
export interface RecordedFeed {
  /** Once a second: posts what is confirmed at `at`. */
  readonly tick: (at: number) => void
  /** The wall clock was set: a gap from the last confirmation on. */
  readonly clockStepped: (at: number) => void
  /** False until Five9 has sent data of a known domain. */
  readonly isStarted: () => boolean
  /** The writing thread lacks changes: all rows are posted with the next tick. */
  readonly fallBehind: () => void
  readonly stop: (at: number) => void
}

const dayMs = 86_400_000
/** A smaller change of Five9's clock is no reason to write the names again. */
const offsetChangeMs = 250

export function recordFeed(deps: {
  /** A name for the feed that is unique in this process. */
  readonly key: string
  readonly stream: Stream
  readonly context: RecorderContext
  /** Undefined until Five9 has told the domain: recording starts then. */
  readonly owner: () => FeedOwner | undefined
  /** Of the lease with which this server has the feed; undefined where it is the only server. */
  readonly fence: number | undefined
}): RecordedFeed {
  const { key, stream, context } = deps
  const known = new Set<string>()
  let isStarted = false
  /** Changes were dropped: all rows are posted before the next change. */
  let isBehind = false
  let hasNewNames = true
  let namesAt = 0
  let namesOffsetMs = 0

  function postFull(at: number): void {
    isBehind = false
    const text = JSON.stringify(stream.full([...known]))
    context.postCounted({
      type: 'full',
      feed: key,
      at,
      offsetMs: context.offsetMs(),
      seq: stream.seq(),
      text,
    })
  }

  function changed({ seq, changes }: StreamNotice & { readonly type: 'changes' }): void {
    for (const { dataSource } of changes) known.add(dataSource)
    if (!isStarted || changes.length === 0) return
    isBehind ||= context.isShedding()
    if (context.isShedding()) return
    const at = context.now()
    if (isBehind) {
      postFull(at)
      return
    }
    context.postCounted({
      ...{ type: 'changes', feed: key, at, offsetMs: context.offsetMs(), seq },
      changes: postedChanges(changes),
    })
  }

  function start(at: number): void {
    const owner = deps.owner()
    if (owner === undefined || known.size === 0) return
    const { org, username, isPersonal } = owner
    context.post({
      ...{ type: 'start', feed: key, at, name: { org, username }, isPersonal },
      ...{ fence: deps.fence ?? null, serverStartedAt: context.startedAt },
    })
    isStarted = true
    postFull(at)
  }

  /** Each day has its names, so that a day can be read without the days before it. */
  function postNames(at: number): void {
    const domainOffsetMs = stream.link().domainOffsetMs + context.offsetMs()
    const isNewDay = Math.floor(at / dayMs) !== Math.floor(namesAt / dayMs)
    const hasNewOffset = Math.abs(domainOffsetMs - namesOffsetMs) > offsetChangeMs
    if (!hasNewNames && !isNewDay && !hasNewOffset) return
    hasNewNames = false
    namesAt = at
    namesOffsetMs = domainOffsetMs
    const names: RecordedNames = {
      queues: stream.queues().map(({ id, name }) => ({ id, name })),
      directory: stream.directory(),
      domainOffsetMs,
    }
    context.postCounted({ type: 'names', feed: key, at, text: JSON.stringify(names) })
  }

  const unsubscribe = stream.on((notice) => {
    if (notice.type === 'changes') changed(notice)
    if (notice.type === 'directory' || (notice.type === 'changes' && notice.queues !== undefined))
      hasNewNames = true
  })

  return {
    tick(at) {
      if (!isStarted) start(at)
      if (!isStarted) return
      if (context.isShedding()) {
        isBehind = true
        context.post({ type: 'gap', feed: key, at, kind: 'shed' })
        return
      }
      if (isBehind) postFull(at)
      postNames(at)
      // Nothing is confirmed in the recording's future, whatever the two clocks say.
      const instant = (monotonic: number) => Math.min(Math.round(monotonic + context.offsetMs()), at)
      context.post({
        ...{ type: 'state', feed: key, at },
        sources: [...sourceStates(stream.link(), known, instant)],
      })
    },
    clockStepped(at) {
      if (isStarted) context.post({ type: 'gap', feed: key, at, kind: 'clock-step' })
    },
    isStarted: () => isStarted,
    fallBehind() {
      isBehind = true
    },
    stop(at) {
      unsubscribe()
      if (isStarted) context.post({ type: 'stop', feed: key, at })
    },
  }
}
