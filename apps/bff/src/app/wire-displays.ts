import type { Clocks } from '@wallboard/relay'
import { createBoardStore } from '../boards/board-store.ts'
import { createBoards } from '../boards/boards.ts'
import { createDisplayStore } from '../displays/display-store.ts'
import { createDisplays, type DisplaysDeps } from '../displays/displays.ts'
import { createPairings } from '../displays/pairings.ts'
import { createShowBoard } from '../displays/show-board.ts'
import type { SecurityLog } from '../auth/security-log.ts'
import type { Hints } from '../bus/hints.ts'
import type { Db } from '../storage/database.ts'
import type { Feeds } from '../upstream/feeds.ts'
import { displayKey } from './authenticator.ts'
import type { ConnectionCommands } from './connection-commands.ts'

/** Creates displays and boards: a change of either reaches the displays that show it. */
export function wireDisplays(deps: {
  readonly db: Db
  readonly clocks: Clocks
  readonly feeds: Pick<Feeds, 'feedFor'>
  readonly connections: ConnectionCommands
  readonly securityLog: SecurityLog
  readonly drillOf: NonNullable<DisplaysDeps['drillOf']>
  readonly onRemoved: (displayId: string) => void
  readonly onBoardChanged: (org: string) => void
  readonly hints: Pick<Hints, 'announce'>
  readonly logError: (error: unknown) => void
}) {
  const { db, clocks, connections, hints, logError } = deps
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const pairings = createPairings({ clocks })
  const displays = createDisplays({
    store: createDisplayStore(db, timeZone),
    pairings,
    clocks,
    defaultTimeZone: timeZone,
    feedFor: deps.feeds.feedFor,
    drillOf: deps.drillOf,
    onChanged: (display) => {
      showBoard.displayChanged(display).catch(logError)
      hints.announce('displays', display.org)
    },
    onRevoked: (id) => {
      deps.onRemoved(id)
      connections.publish(displayKey(id), { kind: 'close' })
    },
    onConflict: (id, address) => {
      deps.securityLog.write('token', { result: 'second-use', display: id, address })
    },
    sendRoomSpeaker: (id, isSpeaker) => {
      connections.publish(displayKey(id), { kind: 'send', message: { type: 'speaker', isSpeaker } })
    },
    onFailed: logError,
  })
  const boards = createBoards({
    store: createBoardStore(db),
    now: clocks.wall,
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
    now: clocks.wall,
  })

  return {
    pairings,
    displays,
    boards,
    assignmentFor: showBoard.assignmentFor,
    boardOf: showBoard.boardOf,
    /** Removes expired pairing codes, and shows the boards that schedules have changed. */
    sweep: async (): Promise<void> => {
      pairings.sweep()
      await showBoard.checkSchedules()
    },
  }
}

export type DisplayParts = ReturnType<typeof wireDisplays>
