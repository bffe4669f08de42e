import { lazy, type ComponentType } from 'react'
import type * as notices from './board-notices.tsx'

/** Notices are optional: when their module does not load, the board is shown without them. */
function lazyNotice<Props>(select: (module: typeof notices) => ComponentType<Props>) {
  return lazy(async (): Promise<{ default: ComponentType<Props> }> => {
    try {
      return { default: select(await import('./board-notices.tsx')) }
    } catch {
      return { default: () => null }
    }
  })
}

export const BoardNotices = lazyNotice((module) => module.BoardNotices)
export const LinkHint = lazyNotice((module) => module.LinkHint)
export const NoQueues = lazyNotice((module) => module.NoQueues)
