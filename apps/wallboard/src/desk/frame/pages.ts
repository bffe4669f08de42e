import type { UnreadList } from '@wallboard/relay'
import type { ComponentType } from 'react'
import { deskTerms } from '../../i18n/index.ts'
import { DisplaysCount } from './displays-count.tsx'
import { loadLater } from './load-later.tsx'
import type { PageIconName } from './page-icon.tsx'

const AlertsCount = loadLater(async () => (await import('../active-alerts/alerts-count.tsx')).AlertsCount)

/** A page of the side navigation. */
export interface NavigationPage {
  readonly to:
    | '/overview'
    | '/queues'
    | '/agents'
    | '/campaigns'
    | '/alerts'
    | '/history'
    | '/boards'
    | '/displays'
    | '/wall'
    | '/cluster'
    | '/settings'
  readonly title: string
  readonly icon: PageIconName
  /** The key after `g` that opens the page. */
  readonly key: string
  /** The list of names that the page needs: a person whose Five9 user may not read it has no link to the page. */
  readonly list?: UnreadList['list']
  /** Only for an administrator of several nodes. */
  readonly isForCluster?: true
  /** A count beside the title of things on the page that need attention; renders nothing while there are none. */
  readonly Count?: ComponentType
}

/** The pages of the side navigation, in their order. A page is listed here as soon as its route exists. */
export const navigationPages: readonly NavigationPage[] = [
  { to: '/overview', title: deskTerms.overview, icon: 'overview', key: 'o' },
  { to: '/queues', title: deskTerms.queues, icon: 'queues', key: 'q' },
  { to: '/agents', title: deskTerms.agents, icon: 'agents', key: 'a', list: 'agents' },
  { to: '/campaigns', title: deskTerms.campaigns, icon: 'campaigns', key: 'c', list: 'campaigns' },
  { to: '/alerts', title: deskTerms.alerts, icon: 'alerts', key: 'l', Count: AlertsCount },
  { to: '/history', title: deskTerms.history, icon: 'history', key: 'h' },
  { to: '/boards', title: deskTerms.boards, icon: 'boards', key: 'b' },
  { to: '/displays', title: deskTerms.displays, icon: 'displays', key: 'd', Count: DisplaysCount },
  { to: '/wall', title: deskTerms.wall, icon: 'wall', key: 'w' },
  { to: '/cluster', title: deskTerms.cluster, icon: 'cluster', key: 'n', isForCluster: true },
  { to: '/settings', title: deskTerms.settings, icon: 'settings', key: 's' },
]

/** The pages that a person may see: by the lists that Five9 refused, and whether there is a cluster to administer. */
export const permittedPages = (person: {
  readonly unread: readonly UnreadList[]
  readonly seesCluster: boolean
}): readonly NavigationPage[] =>
  navigationPages.filter(
    ({ list, isForCluster }) =>
      (isForCluster !== true || person.seesCluster) &&
      !person.unread.some((each) => each.list === list && each.reason.code === 'permission-denied'),
  )
