import { type Link, type ServerMessage, wholeView } from '@wallboard/relay'
import type { Row } from '@wallboard/statistics'
import { Board, requirementsOf, type BoardRequirements } from '@wallboard/boards'
import { createLive } from '../../../../apps/wallboard/src/live/connection/live.ts'
import {
  createQueueStatisticsStore,
  type QueueStatisticsStore,
} from '../../../../apps/wallboard/src/live/stores/queue-statistics-store.ts'
import { screenClocks } from '../../../../apps/wallboard/src/live/session/screen-clocks.ts'
import {
  createSourcesStore,
  type SourcesStore,
} from '../../../../apps/wallboard/src/live/stores/sources-store.ts'
import type { QueueChoice } from '../checks/truth-record.ts'
import { agentSource, queueSource, sources as allSources, type Source } from '../five9/rows.ts'
import { onReload } from '../runtime/globals.ts'
import { createProcess, kill, type Machine, type Process } from '../runtime/process.ts'
import type { Path } from '../runtime/path.ts'
import type { Runtime } from '../runtime/runtime.ts'

/** A person's screen shows everything, a display what its board requires. */
export type Viewer = 'person' | 'display'

interface Page {
  readonly process: Process
  readonly statistics: QueueStatisticsStore
  readonly sources: SourcesStore
}

/** A screen on its own machine. Its page can be reloaded. */
export interface Screen {
  readonly index: number
  readonly viewer: Viewer
  readonly machine: Machine
  readonly path: Path
  /** The cookies of its browser. */
  cookie: string
  readonly page: () => Page
  /** The sources that its board requires. */
  readonly shown: () => readonly Source[]
  /** The rows of a source that it shows. */
  readonly rows: (source: Source) => readonly Row[]
  /** Whether it has data of a source; otherwise its tiles show that there is none. */
  readonly isHeld: (source: Source) => boolean
  readonly shownQueues: () => readonly Row[]
  readonly load: () => void
  /** The number of loads. Positions start again with each. */
  readonly loads: () => number
  /** The link to Five9 as the server sent it last. */
  readonly link: () => Link | undefined
  /** The queues that its board shows, since the last snapshot. */
  readonly choice: () => QueueChoice
  /** Which agents its board receives, and whether with names. */
  readonly agentsShown: () => BoardRequirements['agents']
}

export function createScreen(deps: {
  readonly index: number
  readonly viewer: Viewer
  readonly machine: Machine
  readonly path: Path
  readonly runtime: Runtime
}): Screen {
  const { index, viewer, machine, path, runtime } = deps
  let page: Page | undefined
  let loads = 0
  let link: Link | undefined
  let agentsShown: BoardRequirements['agents'] = { queues: 'all', names: true }
  let choice: QueueChoice
  let nextChoice: QueueChoice
  let shown: readonly Source[] = viewer === 'person' ? allSources : [queueSource]

  function messageReceived(message: ServerMessage, statistics: QueueStatisticsStore): void {
    if ('link' in message) link = message.link
    if (message.type === 'snapshot') choice = nextChoice
    if (message.type !== 'board') return
    const board = Board.safeParse(message.board)
    if (!board.success) throw new Error('the server sent a board that this screen cannot read')
    const { queues, agents } = requirementsOf(board.data)
    nextChoice = queues === 'all' ? undefined : queues
    agentsShown = agents
    shown = agents === undefined ? [queueSource] : allSources
    statistics.boardShown(shown)
  }

  function start(process: Process): void {
    const sources = createSourcesStore()
    const statistics = createQueueStatisticsStore(screenClocks, sources)
    page = { process, statistics, sources }
    const live = createLive({
      store: statistics,
      view: wholeView('wall', allSources),
      onTick: () => undefined,
      onDown: () => undefined,
      onMessage: (message) => {
        messageReceived(message, statistics)
      },
      ...(viewer === 'display' ? { role: 'display' } : {}),
    })
    if (viewer === 'person') statistics.boardShown(shown)
    live.start()
  }

  function load(): void {
    if (page !== undefined) kill(page.process)
    loads += 1
    link = undefined
    const process = createProcess(`screen ${index}`, machine, runtime.now())
    onReload(process, load)
    // Runs at once: until then there would be no page.
    runtime.runAs(process, () => {
      start(process)
    })
  }

  function loaded(): Page {
    if (page === undefined) throw new Error('the page of this screen is not loaded')
    return page
  }

  function rows(source: Source): readonly Row[] {
    return source === agentSource ? [...loaded().sources.rows(agentSource).values()] : shownQueues()
  }

  function shownQueues(): readonly Row[] {
    const { statistics } = loaded()
    const { ids } = statistics.membership.getState()
    const totals = statistics.totals()
    const tiles = ids.flatMap((id) => {
      const tile = statistics.tile(id)?.getState()
      return tile === undefined || tile.removedAt !== undefined ? [] : [tile.row]
    })
    return totals === undefined ? tiles : [totals, ...tiles]
  }

  return {
    index,
    viewer,
    machine,
    path,
    cookie: '',
    page: loaded,
    shown: () => shown,
    rows,
    shownQueues,
    isHeld: (source) => source === queueSource || loaded().sources.isAvailable(source),
    load,
    loads: () => loads,
    link: () => link,
    choice: () => choice,
    agentsShown: () => agentsShown,
  }
}
