import { definitionOf, referencesOf, type Board, type Queues } from '@wallboard/boards'
import { BoardInput, type DirectoryReply } from '@wallboard/boards/rest'
import { config, locales } from 'zod/mini'
import { boardEditor } from '../../i18n/index.ts'

// Schemas have no messages of their own, which displays do not need. zod's are English: see decision 0019.
config(locales.en())

/** The text in the editor: a valid board, or the faults in it. */
export type BoardText =
  { readonly ok: true; readonly board: Board } | { readonly ok: false; readonly faults: readonly string[] }

const maxFaults = 5

/** `pages › [1] › tiles`: indices count from 1. */
const formatPath = (path: readonly PropertyKey[]): string =>
  path.map((step) => (typeof step === 'number' ? `[${step + 1}]` : String(step))).join(' › ')

/** Parses and validates the text. Each fault names its place in the document. */
export function readBoardText(text: string): BoardText {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : boardEditor.faults.unreadable
    return { ok: false, faults: [boardEditor.faults.notJson(reason)] }
  }
  const parsed = BoardInput.safeParse(value)
  if (parsed.success) return { ok: true, board: parsed.data }
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${formatPath(path) || boardEditor.faults.wholeBoard}: ${message}`,
  )
  return { ok: false, faults: faults.slice(0, maxFaults) }
}

export const writeBoardText = (board: Board): string => `${JSON.stringify(board, undefined, 2)}\n`

/** People act on four to six single figures of a page; more are overlooked. */
const maxFigures = 6

const queueIds = (queues: Queues): readonly string[] => (queues === 'all' ? [] : queues)

const queuesOfBoard = (board: Board): readonly string[] =>
  referencesOf(board).flatMap(({ queues, agents }) => [
    ...queueIds(queues ?? 'all'),
    ...queueIds(agents?.queues ?? 'all'),
  ])

const campaignsOfBoard = (board: Board): readonly string[] =>
  referencesOf(board).flatMap(({ campaign, outboundCampaign }) =>
    [campaign, outboundCampaign].filter((id) => id !== undefined),
  )

/** About ids that the list may have but that could not be read, and about ids that it does not have. */
type IdWarnings = readonly [unknown: (ids: string) => string, absent: (ids: string) => string]

/** Warnings about a valid board: too many figures on a page, and ids of queues and campaigns that the domain does not have. */
export function warningsFor(board: Board, directory: DirectoryReply | undefined): readonly string[] {
  const { warnings: texts } = boardEditor
  const warnings = board.pages.flatMap(({ tiles }, index) => {
    const figures = tiles.filter((tile) => definitionOf(tile).isSingleFigure === true).length
    return figures > maxFigures ? [texts.tooManyFigures(index + 1, figures)] : []
  })
  if (directory === undefined) return warnings
  const unreadLists = new Set(directory.unreadLists?.map(({ list }) => list))
  const checkIds = (list: 'queues' | 'campaigns', ids: readonly string[], [unknown, absent]: IdWarnings) => {
    const known = new Set(directory[list].map(({ id }) => id))
    const missing = [...new Set(ids)].filter((id) => !known.has(id))
    if (missing.length === 0) return
    warnings.push((unreadLists.has(list) ? unknown : absent)(missing.join(', ')))
  }
  checkIds('queues', queuesOfBoard(board), [texts.unknownQueues, texts.missingQueues])
  checkIds('campaigns', campaignsOfBoard(board), [texts.unknownCampaigns, texts.missingCampaigns])
  return warnings
}
