import { campaignSource, type BoardData } from '@wallboard/boards'
import { createQueueLabels, freshnessOf, queueSource } from '@wallboard/statistics'
import type { Feed } from '../upstream/feed.ts'

/** What the evaluator reads of a feed. */
export type EvaluatedFeed = Pick<Feed, 'rows' | 'link' | 'queues' | 'directory' | 'on'>

/** The rows of a feed as boards and rules evaluate them, without a copy. */
export interface FeedData extends BoardData {
  /** Names have changed: labels are computed again. */
  readonly namesChanged: () => void
}

/** Reads rows and names of a feed. A queue that the list no longer names keeps its last name while it has a row. */
export function createFeedData(feed: EvaluatedFeed): FeedData {
  const known = new Map<string, string>()
  let names: ReadonlyMap<string, string> = new Map()
  let label = createQueueLabels(names)
  const rows = () => feed.rows.rows(queueSource)
  let shareScale: ReturnType<BoardData['shareScale']> = 'fraction'

  function namesChanged(): void {
    names = new Map(feed.queues().map(({ id, name }) => [id, name]))
    for (const id of known.keys()) if (!rows().has(id)) known.delete(id)
    label = createQueueLabels(names, new Map([...known].filter(([id]) => !names.has(id))))
    for (const [id, name] of names) known.set(id, name)
  }

  namesChanged()
  return {
    namesChanged,
    queueIds: () => [...rows().keys()],
    queueRow: (id) => rows().get(id),
    queueLabel: (id) => label(id),
    isQueueGone(id) {
      const isUnread = feed.link().unreadLists.some(({ list }) => list === 'queues')
      return !rows().has(id) && names.size > 0 && !isUnread && !names.has(id)
    },
    totals: () => feed.rows.totals(queueSource),
    rows: feed.rows.rows,
    isAvailable: feed.rows.isComplete,
    directory: feed.directory,
    shareScale(determine) {
      shareScale = determine(feed.rows.rows(campaignSource).values(), shareScale)
      return shareScale
    },
  }
}

/** Until when a data source was known to be complete, and whether it is live at `now` (monotonic milliseconds). */
export function sourceAt(
  link: ReturnType<EvaluatedFeed['link']>,
  dataSource: string,
  now: number,
): { readonly isLive: boolean; readonly confirmedAt: number | null } {
  const unconfirmed = link.unconfirmed.find((source) => source.dataSource === dataSource)
  const { confirmedAt } = unconfirmed ?? link
  const isLive =
    unconfirmed === undefined &&
    freshnessOf({ isLinkUp: link.state === 'up', confirmedAt: confirmedAt ?? undefined, now }) === 'live'
  return { isLive, confirmedAt }
}
