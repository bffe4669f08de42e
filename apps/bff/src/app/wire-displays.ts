import type { Clocks } from '@wallboard/relay'
import { createBoardStore } from '../boards/board-store.ts'
import { createBoards } from '../boards/boards.ts'
import { assignmentFor } from '../displays/assignment.ts'
import { createDisplayStore } from '../displays/display-store.ts'
import { createDisplays, type Display } from '../displays/displays.ts'
import { createPairings } from '../displays/pairings.ts'
import { createSpeakers } from '../displays/room-speakers.ts'
import { scheduledBoardId } from '../displays/scheduled-board.ts'
import type { SecurityLog } from '../auth/security-log.ts'
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
  readonly onRemoved: (displayId: string) => void
  readonly logError: (error: unknown) => void
}) {
  const { db, clocks, connections, logError } = deps
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const pairings = createPairings({ clocks })
  const displays = createDisplays({
    store: createDisplayStore(db, timeZone),
    pairings,
    clocks,
    defaultTimeZone: timeZone,
    feedFor: deps.feeds.feedFor,
    onChanged: (display) => {
      show(display).catch(logError)
      speakers.reelect()
    },
    onRevoked: (id) => {
      deps.onRemoved(id)
      connections.closeAll(displayKey(id))
    },
    onConflict: (id, address) => {
      deps.securityLog.write('token', { result: 'second-use', display: id, address })
    },
    onSoundChanged(id, isNew) {
      if (isNew) speakers.reset(id)
      speakers.reelect()
    },
  })
  const speakers = createSpeakers({
    screens: displays.admitted,
    candidate: displays.presence,
    tell: (id, isSpeaker) => connections.tell(displayKey(id), { type: 'speaker', isSpeaker }),
  })
  const boards = createBoards({
    store: createBoardStore(db),
    now: clocks.wall,
    isInUse: async (org, id) =>
      (await displays.list(org)).some(
        ({ boardId, settings }) => boardId === id || settings.schedule.some((entry) => entry.boardId === id),
      ),
    onChanged(org, id) {
      const showChanged = async () => {
        const shown = (await displays.list(org)).filter(
          (display) => scheduledBoardId(display, clocks.wall()) === id,
        )
        await Promise.all(shown.map(show))
      }
      showChanged().catch(logError)
    },
  })

  const assignment = (display: Display) => assignmentFor(display, boards, clocks.wall())
  async function show(display: Display): Promise<void> {
    connections.show(displayKey(display.id), await assignment(display))
  }

  return {
    pairings,
    displays,
    boards,
    assignmentFor: assignment,
    /** Removes expired pairing codes, and shows the boards that schedules have changed. */
    sweep: async (): Promise<void> => {
      pairings.sweep()
      await Promise.all((await displays.takeScheduleChanges()).map(show))
    },
  }
}

export type DisplayParts = ReturnType<typeof wireDisplays>
