import { wholeView, type ServerMessage } from '@wallboard/relay'
import { queueSource } from '@wallboard/statistics'
import { createLive, type Live } from '../../../../apps/wallboard/src/live/connection/live.ts'
import { screenClocks } from '../../../../apps/wallboard/src/live/session/screen-clocks.ts'
import { createQueueStatisticsStore } from '../../../../apps/wallboard/src/live/stores/queue-statistics-store.ts'
import { createSourcesStore } from '../../../../apps/wallboard/src/live/stores/sources-store.ts'
import { canonicalRows } from '../checks/canonical-rows.ts'
import { createPositionCheck } from '../checks/position-check.ts'
import { createShownCheck, type ShownCheck } from '../checks/shown-check.ts'
import type { TruthHistory } from '../checks/truth-history.ts'
import { runAsPage } from './browser-globals.ts'

/** A page with the data layer of the product, over real sockets, which is checked with each message and ten times a second. */
export interface Screen {
  readonly name: string
  /** The rows of the queues as it shows them, as text that can be compared. */
  readonly rows: () => string
  readonly isLive: () => boolean
  /** Its freshness and the problem that it shows, in codes. */
  readonly status: () => string
  readonly shown: Pick<ShownCheck, 'freshSince' | 'oldestLiveMs'>
  /** Everything that was wrong so far. */
  readonly violations: readonly string[]
  /** How many messages of each kind it has received. */
  readonly received: () => ReadonlyMap<string, number>
  /** How often its page was loaded. */
  readonly loads: () => number
  /** The close codes of its connections, in order; 1006 for a connection that ended without a code. */
  readonly reasons: () => readonly string[]
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
const view = wholeView('wall', [queueSource])

export function startScreen(options: ScreenOptions): Screen {
  const { name, role, cookie, origin, truth } = options
  const violations: string[] = []
  const received = new Map<string, number>()
  const reasons: string[] = []
  const positions = createPositionCheck()
  const shown = createShownCheck(truth, options.liveForMs)
  const stored = new Map<string, string>()
  let loads = 0
  let page = load()

  function violate(problem: string | undefined): void {
    if (problem !== undefined) violations.push(`${new Date().toISOString()} ${name} ${problem}`)
  }

  function load() {
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
    const environment = { cookie, origin, stored, reload: () => setTimeout(reload) }
    const live: Live = runAsPage(environment, () => {
      const created = createLive({
        store: checked,
        view,
        onTick: () => undefined,
        onDown: (reason) => reasons.push(reason),
        canReload: () => false, // for a newer build: the programs of a lab serve no pages
        ...(role === 'display' ? { role } : {}),
      })
      statistics.boardShown([queueSource])
      created.start()
      return created
    })
    return { sources, statistics, live }
  }

  function reload(): void {
    page.live.stop()
    page = load()
  }

  const rows = () => canonicalRows(page.sources.rows(queueSource).values())
  const isLive = () => page.statistics.status.getState().freshness === 'live'
  const sampling = setInterval(() => {
    violate(shown.sample({ at: Date.now(), rows: rows(), isLive: isLive() }))
  }, sampleEveryMs)
  return {
    ...{ name, rows, isLive, shown, violations },
    status() {
      const { freshness, problem } = page.statistics.status.getState()
      return `${freshness}: ${problem}`
    },
    received: () => received,
    loads: () => loads,
    reasons: () => reasons,
    stop() {
      clearInterval(sampling)
      page.live.stop()
    },
  }
}
