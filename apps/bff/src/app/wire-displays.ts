import type { Clocks } from '@wallboard/relay'
import { createBoardStore } from '../boards/board-store.ts'
import { createBoards } from '../boards/boards.ts'
import { createDisplayStore } from '../displays/display-store.ts'
import { createDisplays, type DisplaysDeps } from '../displays/displays.ts'
import { createPairings } from '../displays/pairings.ts'
import { createShowBoard } from '../displays/show-board.ts'
import { createRetriedWork } from '../auth/stored-changes.ts'
import type { SecurityLog } from '../auth/security-log.ts'
import type { Hints } from '../bus/hints.ts'
import type { Db } from '../storage/database.ts'
import { createSealing } from '../storage/sealing.ts'
import type { Feeds } from '../upstream/feeds.ts'
import { displayKey } from './authenticator.ts'
import type { ConnectionCommands } from './connection-commands.ts'
import { createDisplayCluster } from './display-cluster.ts'
import type { ClusterParts } from './wire-cluster.ts'

/** Creates displays and boards: a change of either reaches the displays that show it. */
export function wireDisplays(deps: {
  readonly db: Db
  readonly clocks: Clocks
  /** Epoch milliseconds of a clock that does not step; all nodes share it. */
  readonly steadyNow: () => number
  readonly installationKey: Uint8Array
  readonly feeds: Pick<Feeds, 'feedFor'>
  readonly connections: ConnectionCommands
  readonly securityLog: SecurityLog
  readonly drillOf: NonNullable<DisplaysDeps['drillOf']>
  readonly onRemoved: (displayId: string) => void
  readonly onBoardChanged: (org: string) => void
  readonly hints: Pick<Hints, 'announce' | 'on'>
  /** Undefined for a server with one node. */
  readonly cluster: ClusterParts | undefined
  readonly logError: (error: unknown) => void
}) {
  const { db, clocks, connections, hints, logError } = deps
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const pairings = createPairings({
    ...{ db, now: deps.steadyNow, wall: clocks.wall },
    sealing: createSealing(deps.installationKey, 'display tokens'),
  })
  const sweepPairings = createRetriedWork(logError)
  const shared = deps.cluster && createDisplayCluster(deps.cluster, { db, clocks, connections, logError })
  const now = deps.cluster?.clock.now ?? clocks.wall
  const displays = createDisplays({
    store: createDisplayStore(db, timeZone),
    pairings,
    clocks,
    defaultTimeZone: timeZone,
    feedFor: deps.feeds.feedFor,
    drillOf: deps.drillOf,
    onChanged: (display) => {
      showBoard.displayChanged(display).catch(logError)
    },
    onRevoked: (id) => {
      deps.onRemoved(id)
      connections.publish(displayKey(id), { kind: 'close' })
    },
    onConflict: (id, address) => {
      deps.securityLog.write('token', { result: 'second-use', display: id, address })
    },
    sendRoomSpeaker: (id, isSpeaker) => {
      connections.sendHere(displayKey(id), { type: 'speaker', isSpeaker })
    },
    onFailed: logError,
    cluster: shared?.cluster,
  })
  shared?.onSpeakersChanged(displays.reelectSpeakers)
  const boards = createBoards({
    store: createBoardStore(db),
    now,
    isInUse: displays.usesBoard,
    onChanged(org, id) {
      showBoard.boardChanged(org, id).catch(logError)
      deps.onBoardChanged(org)
      hints.announce('boards', org)
    },
  })
  const showBoard = createShowBoard({
    boards,
    displays: displays.authenticated,
    show: (id, assignment) => {
      connections.setView(displayKey(id), assignment)
    },
    now,
    monotonic: clocks.monotonic,
  })
  if (shared?.cluster !== undefined) displays.changedElsewhere(undefined).catch(logError)
  hints.on('displays', (id) => {
    displays.changedElsewhere(id).catch(logError)
    if (id === undefined) displays.checkSockets().catch(logError)
  })
  hints.on('boards', (org) => {
    showBoard.reload(org).catch(logError)
    if (org !== undefined) deps.onBoardChanged(org)
  })

  return {
    pairings,
    displays,
    boards,
    assignmentFor: showBoard.assignmentFor,
    knownAssignmentFor: showBoard.knownAssignmentFor,
    boardOf: showBoard.boardOf,
    close: async (): Promise<void> => {
      await shared?.close()
    },
    /** Removes expired pairing codes, and shows the boards that schedules have changed. */
    sweep: async (): Promise<void> => {
      await sweepPairings(pairings.sweep)
      await showBoard.checkSchedules()
    },
  }
}

export type DisplayParts = ReturnType<typeof wireDisplays>
