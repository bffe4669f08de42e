import type { Link } from '@wallboard/relay'
import { confirmedUpTo } from './confirmed-link.ts'

/** The link to Five9 as the clients of one view may be sent it. */
export interface ViewLink {
  /** Confirms no figure that waits for its flush. The same object until it changes. */
  readonly current: () => Link
  /** Changes begin to wait for their flush: until then the link confirms no more than it does now. */
  readonly hold: () => void
  /** The changes were flushed, or a snapshot holds them. */
  readonly release: () => void
}

export function createViewLink(streamLink: () => Link): ViewLink {
  let held: Link | undefined
  let reduced: { readonly of: Link; readonly link: Link } | undefined
  return {
    current() {
      const link = streamLink()
      if (held === undefined) return link
      if (reduced?.of !== link) reduced = { of: link, link: confirmedUpTo(link, held) }
      return reduced.link
    },
    hold() {
      held = streamLink()
      reduced = undefined
    },
    release() {
      held = undefined
    },
  }
}
