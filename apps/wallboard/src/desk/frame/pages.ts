import type { ComponentType } from 'react'
import { deskTerms } from '../../i18n/index.ts'
import { DisplaysCount } from './displays-count.tsx'
import type { PageIconName } from './page-icon.tsx'

/** A page of the side navigation. */
export interface NavigationPage {
  readonly to: '/overview' | '/queues' | '/history' | '/boards' | '/displays' | '/wall' | '/settings'
  readonly title: string
  readonly icon: PageIconName
  /** The key after `g` that opens the page. */
  readonly key: string
  /** A count beside the title of things on the page that need attention; renders nothing while there are none. */
  readonly Count?: ComponentType
}

/** The pages of the side navigation, in their order. A page is listed here as soon as its route exists. */
export const navigationPages: readonly NavigationPage[] = [
  { to: '/overview', title: deskTerms.overview, icon: 'overview', key: 'o' },
  { to: '/queues', title: deskTerms.queues, icon: 'queues', key: 'q' },
  { to: '/history', title: deskTerms.history, icon: 'history', key: 'h' },
  { to: '/boards', title: deskTerms.boards, icon: 'boards', key: 'b' },
  { to: '/displays', title: deskTerms.displays, icon: 'displays', key: 'd', Count: DisplaysCount },
  { to: '/wall', title: deskTerms.wall, icon: 'wall', key: 'w' },
  { to: '/settings', title: deskTerms.settings, icon: 'settings', key: 's' },
]
