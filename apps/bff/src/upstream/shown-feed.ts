import type { Link } from '@wallboard/relay'
import { followedLink, hasNews, type OwnerState, type ShownData } from './followed-link.ts'
import { createListeners } from './listeners.ts'
import type { HeldRows, Stream, StreamNotice } from './stream.ts'

/** The data of a feed that this node shows, as a stream whose source changes. */
export interface ShownFeed extends Stream {
  readonly rows: HeldRows
  readonly sources: () => readonly string[]
  /** The fence of the data; 0 before there is any. */
  readonly fence: () => number
  /** Whether the data comes from these rows. */
  readonly isOf: (rows: HeldRows) => boolean
  /** Shows other data: the stream restarts. */
  readonly show: (next: ShownData) => void
  /** Emits a notice of the present data. */
  readonly emit: (notice: StreamNotice) => void
  /** The link, or what is known of the owner, may have changed. */
  readonly refreshLink: () => void
  readonly close: () => void
}

export function createShownFeed(deps: {
  /** The 16 hexadecimal digits of the feed. */
  readonly name: string
  readonly first: ShownData
  /** Undefined while the data is of this node's own session: then its link is the link. */
  readonly owner: () => OwnerState | undefined
}): ShownFeed {
  const listeners = createListeners<StreamNotice>()
  let shown = deps.first
  let link: Link = shown.link()

  function currentLink(): Link {
    const owner = deps.owner()
    return owner === undefined ? shown.link() : followedLink(shown.link(), owner, shown.sources())
  }

  return {
    get epoch() {
      return `${deps.name}.${shown.fence()}`
    },
    seq: () => shown.seq(),
    asOf: () => shown.asOf(),
    link: () => (deps.owner() === undefined ? shown.link() : link),
    queues: () => shown.queues(),
    directory: () => shown.directory(),
    full: (dataSources) => shown.full(dataSources),
    sources: () => shown.sources(),
    rows: {
      rows: (source) => shown.rows.rows(source),
      totals: (source) => shown.rows.totals(source),
      isComplete: (source) => shown.rows.isComplete(source),
    },
    on: listeners.add,
    fence: () => shown.fence(),
    isOf: (rows) => shown.rows === rows,
    show(next) {
      shown = next
      link = currentLink()
      listeners.notify({ type: 'restarted' })
      listeners.notify({ type: 'link', link })
    },
    emit(notice) {
      if (notice.type === 'link') link = notice.link
      listeners.notify(notice)
    },
    refreshLink() {
      const next = currentLink()
      if (next === link) return
      const isNews = hasNews(link, next)
      link = next
      if (isNews) listeners.notify({ type: 'link', link })
    },
    close: listeners.clear,
  }
}
