import { definitionOf, referencesOf, type Board, type Queues } from '@wallboard/boards'
import { BoardInput, type DirectoryReply } from '@wallboard/boards/rest'
import { config, locales } from 'zod/mini'

// The schemas that screens load come without words of their own.
config(locales.en())

/** A board's text as somebody types it: a board, or what does not fit and where. */
export type BoardText =
  { readonly ok: true; readonly board: Board } | { readonly ok: false; readonly faults: readonly string[] }

const mostFaults = 5

const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => (typeof step === 'number' ? `[${step + 1}]` : String(step))).join(' › ')

/** Reads what was typed. Faults are in words, with the place counted from 1 as people do. */
export function readBoardText(text: string): BoardText {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read'
    return { ok: false, faults: [`This is not JSON: ${reason}`] }
  }
  const parsed = BoardInput.safeParse(value)
  if (parsed.success) return { ok: true, board: parsed.data }
  const faults = parsed.error.issues.map(({ path, message }) => `${placeOf(path) || 'The board'}: ${message}`)
  return { ok: false, faults: faults.slice(0, mostFaults) }
}

export const writeBoardText = (board: Board): string => `${JSON.stringify(board, undefined, 2)}\n`

/** More figures than this on a page lead to no action. */
const mostFigures = 6

const chosen = (queues: Queues): readonly string[] => (queues === 'all' ? [] : queues)

const queuesNamedBy = (board: Board): readonly string[] =>
  referencesOf(board).flatMap(({ queues, agents }) => [
    ...chosen(queues ?? 'all'),
    ...chosen(agents?.queues ?? 'all'),
  ])

const campaignsNamedBy = (board: Board): readonly string[] =>
  referencesOf(board).flatMap(({ campaign }) => campaign ?? [])

/** What is allowed and still may not be meant: too many figures, queues and campaigns that are not there. */
export function doubtsAbout(board: Board, directory: DirectoryReply | undefined): readonly string[] {
  const doubts = board.pages.flatMap(({ tiles }, index) => {
    const figures = tiles.filter((tile) => definitionOf(tile).isSingleFigure === true).length
    return figures > mostFigures
      ? [
          `Page ${index + 1} has ${figures} single figures. Four to six lead to an action; more are passed over.`,
        ]
      : []
  })
  if (directory === undefined) return doubts
  const unread = new Set(directory.unreadLists?.map(({ list }) => list))
  const missing = (kind: 'queue' | 'campaign', wanted: readonly string[], tells: string) => {
    const list = `${kind}s` as const
    const known = new Set(directory[list].map(({ id }) => id))
    const ids = [...new Set(wanted)].filter((id) => !known.has(id))
    if (ids.length === 0) return
    doubts.push(
      unread.has(list)
        ? `The list of ${list} could not be read: whether there is a ${kind} ${ids.join(', ')} is not known.`
        : `This domain has no ${kind} ${ids.join(', ')}: ${tells}.`,
    )
  }
  missing('queue', queuesNamedBy(board), 'the tile will say so')
  missing('campaign', campaignsNamedBy(board), 'the tile will show no data')
  return doubts
}
