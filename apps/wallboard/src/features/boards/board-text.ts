import type { Board, Queues } from '@wallboard/relay/board'
import { WrittenBoard, type DirectoryReply } from '@wallboard/relay/boards'
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
  const parsed = WrittenBoard.safeParse(value)
  if (parsed.success) return { ok: true, board: parsed.data }
  const faults = parsed.error.issues.map(({ path, message }) => `${placeOf(path) || 'The board'}: ${message}`)
  return { ok: false, faults: faults.slice(0, mostFaults) }
}

export const writeBoardText = (board: Board): string => `${JSON.stringify(board, undefined, 2)}\n`

/** More figures than this on a page lead to no action. */
const mostFigures = 6

const chosen = (queues: Queues): readonly string[] => (queues === 'all' ? [] : queues)

function queuesNamedBy(board: Board): readonly string[] {
  return board.pages.flatMap(({ tiles }) =>
    tiles.flatMap((tile): readonly string[] => {
      switch (tile.kind) {
        case 'queue':
          return [tile.queue]
        case 'queues':
        case 'group':
        case 'agents':
        case 'agent-summary':
          return chosen(tile.queues)
        case 'trend':
          return chosen(tile.queues ?? 'all')
        case 'number':
          return tile.figure.of === 'queues' ? chosen(tile.figure.queues) : []
        case 'campaign':
        case 'clock':
        case 'text':
        case 'alerts':
          return []
      }
    }),
  )
}

/** What is allowed and still may not be meant: too many figures, queues and campaigns that are not there. */
export function doubtsAbout(board: Board, directory: DirectoryReply | undefined): readonly string[] {
  const doubts = board.pages.flatMap(({ tiles }, index) => {
    const figures = tiles.filter(({ kind }) => kind === 'number' || kind === 'campaign').length
    return figures > mostFigures
      ? [
          `Page ${index + 1} has ${figures} single figures. Four to six lead to an action; more are passed over.`,
        ]
      : []
  })
  if (directory === undefined) return doubts
  const known = new Set(directory.queues.map(({ id }) => id))
  const missing = [...new Set(queuesNamedBy(board))].filter((id) => !known.has(id))
  if (missing.length > 0) doubts.push(`This domain has no queue ${missing.join(', ')}: the tile will say so.`)
  const campaigns = new Set(directory.campaigns.map(({ id }) => id))
  const strange = board.pages
    .flatMap(({ tiles }) => tiles.flatMap((tile) => (tile.kind === 'campaign' ? [tile.campaign] : [])))
    .filter((id) => !campaigns.has(id))
  if (strange.length > 0)
    doubts.push(`This domain has no campaign ${strange.join(', ')}: the tile will show no data.`)
  return doubts
}
