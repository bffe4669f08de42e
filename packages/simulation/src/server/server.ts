import { createSupervisorSession, createFive9Client } from '@wallboard/five9'
import { createAuthenticator, displayKey } from '../../../../apps/bff/src/app/authenticator.ts'
import { createBoards, type Boards } from '../../../../apps/bff/src/boards/boards.ts'
import { systemClocks } from '../../../../apps/bff/src/app/clocks.ts'
import { createDisplays, type Displays } from '../../../../apps/bff/src/displays/displays.ts'
import type { Pairings } from '../../../../apps/bff/src/displays/pairings.ts'
import { createShowBoard } from '../../../../apps/bff/src/displays/show-board.ts'
import { createHubs } from '../../../../apps/bff/src/live/hub/hubs.ts'
import { unmetered } from '../../../../apps/bff/src/live/hub/meter.ts'
import { createCookies } from '../../../../apps/bff/src/auth/secret-cookie.ts'
import { createFeed, type Feed } from '../../../../apps/bff/src/upstream/feed.ts'
import { loginUrl } from '../five9/five9.ts'
import { canary } from '../five9/rows.ts'
import type { Random } from '../runtime/random.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { createStores, type Disk } from './disk.ts'
import { org, personsToken, username } from './names.ts'
import { createRelayEdge, type RelayEdge } from './relay-edge.ts'

const pairsNothing = () => Promise.reject(new Error('the simulation pairs no displays'))
const noPairings: Pairings = {
  requestCode: pairsNothing,
  status: pairsNothing,
  find: pairsNothing,
  approve: pairsNothing,
  sweep: pairsNothing,
}

/** The product's server without HTTP: session, feed, hub, displays and boards, wired as in its service. */
export interface Server {
  readonly feed: Feed
  readonly displays: Displays
  readonly boards: Boards
  readonly connected: RelayEdge['connected']
}

/** Starts the server in the running process. */
export function startServer(deps: {
  readonly runtime: Runtime
  readonly disk: Disk
  readonly random: Random
  readonly sharesDeflate: boolean
  readonly failed: (error: unknown) => void
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void
}): Server {
  const { runtime, disk, random, failed } = deps
  const { monotonic, wall } = systemClocks
  const stores = createStores(disk, runtime, random)
  const client = createFive9Client({
    credentials: { username, password: `${canary}-password` },
    loginUrl,
    onHandlerError: failed,
  })
  const session = createSupervisorSession({
    client,
    socketKey: 'wallboard-simulated',
    monotonic,
    random: () => random.next(),
    onListenerError: failed,
  })
  const feed = createFeed({
    client,
    session,
    epoch: `feed-${runtime.now()}`,
    monotonic,
    log: (event, detail) => {
      deps.log(event, detail)
      if (event === 'defect') failed(detail['reason'])
    },
  })
  const hubs = createHubs({ build: 'simulated', clocks: systemClocks, meter: unmetered, log: failed })
  hubs.started(username, feed)

  const displays = createDisplays({
    store: stores.displays,
    pairings: noPairings,
    clocks: systemClocks,
    defaultTimeZone: 'UTC',
    feedFor: () => username,
    onChanged: (display) => {
      showBoard.displayChanged(display).catch(failed)
    },
    onFailed: failed,
    onRevoked: (id) => {
      edge.handle(displayKey(id), { kind: 'close' })
    },
  })
  const boards = createBoards({
    store: stores.boards,
    now: wall,
    isInUse: displays.usesBoard,
    onChanged(ofOrg, id) {
      showBoard.boardChanged(ofOrg, id).catch(failed)
    },
  })
  const showBoard = createShowBoard({
    boards,
    displays: displays.authenticated,
    show: (id, assignment) => {
      edge.handle(displayKey(id), { kind: 'set-view', assignment })
    },
    now: wall,
    monotonic,
  })

  const edge = createRelayEdge({
    admit: createAuthenticator({
      sessions: {
        find: (id) => Promise.resolve(id === personsToken ? { key: 'session', username, org } : undefined),
      },
      displays,
      hubs,
      assignmentFor: showBoard.assignmentFor,
      cookies: createCookies({ isSecure: () => false, basePath: '' }),
      findReplay: () => undefined,
      follow: () => Promise.resolve(false),
      knownAssignmentFor: showBoard.knownAssignmentFor,
      joinDrill: () => Promise.resolve(undefined),
      isInDrill: () => false,
      addressOf: () => 'screen',
    }),
    sharesDeflate: deps.sharesDeflate,
    failed,
  })

  return { feed, displays, boards, connected: edge.connected }
}
