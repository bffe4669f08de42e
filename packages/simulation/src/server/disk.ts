import type { BoardStore, BoardRecord } from '../../../../apps/bff/src/boards/board-record.ts'
import type { Display, DisplayStore } from '../../../../apps/bff/src/displays/display.ts'
import type { Random } from '../runtime/random.ts'
import type { Runtime } from '../runtime/runtime.ts'

/** The server's storage, which outlives its processes. */
export interface Disk {
  readonly displays: Map<string, { readonly display: Display; readonly tokenHash: string }>
  readonly boards: Map<string, BoardRecord>
  /** How many of the next writes fail. */
  failingWrites: number
}

export const createDisk = (): Disk => ({ displays: new Map(), boards: new Map(), failingWrites: 0 })

const maxReadMs = 40
const maxWriteMs = 5

/** The stores of one server process. A write takes time, and is lost when the process is killed before it is done. */
export function createStores(
  disk: Disk,
  runtime: Pick<Runtime, 'now' | 'at' | 'current'>,
  random: Random,
): { readonly displays: DisplayStore; readonly boards: BoardStore } {
  function slowly<T>(act: () => T, maxMs = maxReadMs): Promise<T> {
    const process = runtime.current()
    return new Promise((resolve, reject) => {
      runtime.at(runtime.now() + random.integer(0, maxMs), process, () => {
        try {
          resolve(act())
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      })
    })
  }

  /** The process learns of a write some time after the disk has it, and may be killed in between. */
  function write<T>(act: () => T): Promise<T> {
    return slowly(() => {
      if (disk.failingWrites > 0) {
        disk.failingWrites -= 1
        throw new Error('the disk is full')
      }
      return act()
    }, maxWriteMs).then((value) => slowly(() => value, maxWriteMs))
  }

  const displaysOf = () => [...disk.displays.values()].map(({ display }) => display)
  return {
    displays: {
      list: (org) => slowly(() => displaysOf().filter((display) => display.org === org)),
      usesBoard: (org, boardId) =>
        slowly(() => displaysOf().some((display) => display.org === org && display.boardId === boardId)),
      find: (_org, id) => slowly(() => disk.displays.get(id)?.display),
      findAll: (ids) => slowly(() => displaysOf().filter(({ id }) => ids.includes(id))),
      tokenHashes: () =>
        slowly(() => new Map([...disk.displays].map(([id, { tokenHash }]) => [tokenHash, id]))),
      findByToken: (tokenHash) =>
        // The reply takes time too: the row may be changed or removed meanwhile.
        slowly(() => [...disk.displays.values()].find((each) => each.tokenHash === tokenHash)?.display).then(
          (found) => slowly(() => found),
        ),
      add: (display, tokenHash) =>
        write(() => {
          disk.displays.set(display.id, { display, tokenHash })
        }),
      change: (_org, id, change) =>
        write(() => {
          const stored = disk.displays.get(id)
          if (stored === undefined) return undefined
          const display = change(stored.display)
          disk.displays.set(id, { ...stored, display })
          return display
        }),
      remove: (_org, id) => write(() => disk.displays.delete(id)),
    },
    boards: {
      list: () => slowly(() => [...disk.boards.values()]),
      count: () => slowly(() => disk.boards.size),
      find: (_org, id) => slowly(() => disk.boards.get(id)),
      add: (board) =>
        write(() => {
          disk.boards.set(board.id, board)
        }),
      change: (board, revision) =>
        write(() => {
          if (disk.boards.get(board.id)?.revision !== revision) return false
          disk.boards.set(board.id, board)
          return true
        }),
      remove: (_org, id) => write(() => disk.boards.delete(id)),
    },
  }
}
