import { createHash } from 'crypto'
import { allQueuesBoardId } from '@wallboard/boards'
import { createPath } from '../runtime/path.ts'
import type { Machine } from '../runtime/process.ts'
import type { Random } from '../runtime/random.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { boardOf } from '../server/boards.ts'
import type { Disk } from '../server/disk.ts'
import { displayIdOf, org, personsToken, username } from '../server/names.ts'
import { createScreen, type Screen } from './screen.ts'

function pairDisplay(disk: Disk, index: number, boardId: string, pairedAt: number): string {
  const token = `token-${index}`
  const id = displayIdOf(index)
  const settings = { timeZone: 'UTC', nightHours: null, schedule: [], room: '' }
  const display = { id, org, feed: username, name: id, boardId, pairedAt, pairedBy: username, settings }
  disk.displays.set(id, { display, tokenHash: createHash('sha256').update(token).digest('hex') })
  return token
}

/** Creates the screens of a world: of the signed-in person, and displays that are paired on the disk. */
export function createScreens(
  count: number,
  deps: {
    readonly runtime: Runtime
    readonly disk: Disk
    /** Decides who a screen belongs to and what it shows. */
    readonly setUp: Random
    readonly randomOf: (label: string) => Random
    readonly newMachine: (name: string) => Machine
  },
): readonly Screen[] {
  const { runtime, disk, setUp } = deps
  const pairedAt = runtime.now()
  const screens = Array.from({ length: count }, (_, index) =>
    createScreen({
      index,
      viewer: index === 0 || setUp.chance(0.4) ? 'person' : 'display',
      machine: deps.newMachine(`screen ${index}`),
      path: createPath(`screen ${index}`, deps.randomOf(`path ${index}`)),
      runtime,
    }),
  )
  for (const screen of screens)
    screen.cookie =
      screen.viewer === 'person'
        ? `wallboard_session=${personsToken}`
        : `wallboard_display=${pairDisplay(disk, screen.index, setUp.chance(0.5) ? 'board' : allQueuesBoardId, pairedAt)}`
  disk.boards.set('board', boardOf(1))
  return screens
}
