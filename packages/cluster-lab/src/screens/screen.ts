import { wholeView, type ServerMessage } from '@wallboard/relay'
import { queueSource } from '@wallboard/statistics'
import { createLive, type Live } from '../../../../apps/wallboard/src/live/connection/live.ts'
import { createLiveSocket } from '../../../../apps/wallboard/src/live/connection/live-socket.ts'
import { screenClocks } from '../../../../apps/wallboard/src/live/session/screen-clocks.ts'
import { createQueueStatisticsStore } from '../../../../apps/wallboard/src/live/stores/queue-statistics-store.ts'
import { createSourcesStore } from '../../../../apps/wallboard/src/live/stores/sources-store.ts'
import { canonicalRows } from '../checks/canonical-rows.ts'
import { createPositionCheck } from '../checks/position-check.ts'
import { createShownCheck, type ShownCheck } from '../checks/shown-check.ts'
import type { TruthHistory } from '../checks/truth-history.ts'
import { versionOfPage } from '../processes/server-build.ts'
import { runAsPage } from './browser-globals.ts'

/** A page with the data layer of the product, over real sockets, which is checked with each message and ten times a second. */
export interface Screen {
  readonly name: string
  /** The rows of the queues as it shows them, as text that can be compared. */
  readonly rows: () => string
  readonly isLive: () => boolean
  /** Its freshness and the problem that it shows, in codes. */
  readonly status: () => string
  readonly shown: Pick<ShownCheck, 'freshSince' | 'takeOldestLiveMs'>
  /** Everything that was wrong so far. */
  readonly violations: readonly string[]
  /** How many messages of each kind it has received. */
  readonly received: () => ReadonlyMap<string, number>
  /** The version of the relay protocol that its page speaks; undefined while it has no page. */
  readonly version: () => number | undefined
  /** How often its page was loaded. */
  readonly loads: () => number
  /** The close codes of its connections, in order; 1006 for a connection that ended without a code. */
  readonly closeCodes: readonly number[]
  /** Loads its page again. It is not live until the new page is. */
  readonly reload: () => void
  /** When its status changed and its connections ended, since an instant (epoch milliseconds), as text. */
  readonly timeline: (since: number) => string
  readonly stop: () => void
}

export interface ScreenOptions {
  readonly name: string
  /** A display shows its board, a person everything. */
  readonly role: 'display' | 'person'
  readonly cookie: string
  readonly origin: string
  readonly truth: TruthHistory
  /** Rows that were true until longer ago must not be shown as live. */
  readonly liveForMs: number
}

const sampleEveryMs = 100
const reloadAfterMs = 500
const view = wholeView('wall', [queueSource])

export function startScreen(options: ScreenOptions): Screen {
  const { name, role, cookie, origin, truth } = options
  const violations: string[] = []
  const received = new Map<string, number>()
  const closeCodes: number[] = []
  const changes: { readonly at: number; readonly what: string }[] = []
  let lastStatus = ''
  const positions = createPositionCheck()
  const shown = createShownCheck(truth, options.liveForMs)
  const stored = new Map<string, string>()
  let loads = 0
  let loading = 0
  let page: ReturnType<typeof show> | undefined
  let isStopped = false

  function violate(problem: string | undefined): void {
    if (problem !== undefined) violations.push(`${new Date().toISOString()} ${name} ${problem}`)
  }

  /** Loads the page from the server that the balancer chooses, as a browser does, again after a pause when that fails. */
  async function load(): Promise<void> {
    page?.live.stop()
    page = undefined
    loading += 1
    const own = loading
    const text = await fetch(`${origin}/display`)
      .then((response) => response.text())
      .catch(() => '') // loaded again
    const version = versionOfPage(text)
    if (isStopped || own !== loading) return // it was loaded again meanwhile
    if (version === undefined) reloadIn(reloadAfterMs)
    else page = show(version)
  }

  function reloadIn(ms: number): void {
    setTimeout(() => void load(), ms) // never rejects
  }

  function show(version: number) {
    loads += 1
    positions.reset()
    const sources = createSourcesStore()
    const statistics = createQueueStatisticsStore(screenClocks, sources)
    const checked = {
      ...statistics,
      messageReceived(message: ServerMessage) {
        received.set(message.type, (received.get(message.type) ?? 0) + 1)
        const action = statistics.messageReceived(message)
        const position = statistics.position()
        if (position !== undefined) violate(positions.advance(position))
        return action
      },
    }
    const environment = {
      ...{ cookie, origin, stored, version },
      reload: () => {
        reloadIn(0)
      },
    }
    const live: Live = runAsPage(environment, () => {
      const created = createLive({
        store: checked,
        view,
        onTick: () => undefined,
        onDown: () => undefined,
        createSocket: (deps) =>
          createLiveSocket({
            ...deps,
            onDown(code, failures) {
              closeCodes.push(code)
              changes.push({ at: Date.now(), what: `closed with ${code}` })
              deps.onDown(code, failures)
            },
          }),
        ...(role === 'display' ? { role } : {}),
      })
      statistics.boardShown([queueSource])
      created.start()
      return created
    })
    return { sources, statistics, live, version }
  }

  void load() // never rejects
  const rows = () => canonicalRows(page?.sources.rows(queueSource).values() ?? [])
  const isLive = () => page?.statistics.status.getState().freshness === 'live'
  function status(): string {
    if (page === undefined) return 'no page'
    const { freshness, problem } = page.statistics.status.getState()
    return `${freshness}: ${problem}`
  }
  const sampling = setInterval(() => {
    const at = Date.now()
    violate(shown.sample({ at, rows: rows(), isLive: isLive() }))
    const what = `${status()}, ${shown.freshSince() === undefined ? 'not ' : ''}fresh`
    if (what !== lastStatus) changes.push({ at, what })
    lastStatus = what
  }, sampleEveryMs)
  return {
    ...{ name, rows, isLive, shown, violations, closeCodes },
    status,
    reload: () => {
      void load() // never rejects
    },
    timeline: (since) =>
      changes
        .filter(({ at }) => at >= since)
        .map(({ at, what }) => `  ${at - since} ms: ${what}`)
        .join('\n'),
    version: () => page?.version,
    received: () => received,
    loads: () => loads,
    stop() {
      isStopped = true
      clearInterval(sampling)
      page?.live.stop()
    },
  }
}
