import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { z } from 'zod/mini'
import { basePath } from '../api/address.ts'
import { AgentsQuery } from './agents/agents-query.ts'
import type { DeskSession } from './desk-session/desk-session-store.ts'
import { safeReturnPath } from './desk-session/sign-in-state.ts'
import { HistoryQuery } from './history/moment-address.ts'
import { formatQuery, parseQuery } from './query-parameters.ts'
import { PageError } from './frame/page-error.tsx'
import { startPageOf } from './frame/start-page.ts'
import { frameRoute, rootRoute, signedInRoute } from './parent-routes.ts'
import { loadPreferences } from './preferences/preferences-store.ts'
import { TableQuery } from './table/table-address-state.ts'

/** Shown while the code of a page is loading. */
const Pending = () => <main data-link="down" />

const text = z.optional(z.string())

const SignInQuery = z.object({ return: text })

/** `/sign-in?return=…`: leads to the return address as soon as the person is signed in. */
const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'sign-in',
  validateSearch: (query) => SignInQuery.parse(query),
  beforeLoad: ({ context, search }) => {
    if (context.session.state.getState().signIn.status === 'signed-in')
      redirect({ href: safeReturnPath(search.return), replace: true, throw: true })
  },
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
  errorComponent: PageError,
})

const WallQuery = z.object({ board: text, distance: text, diagonal: text })

/** `/wall`: the wall of all queues, or of the board in `?board=`. It fails as a whole and restarts, like a display. */
const wallRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'wall',
  validateSearch: (query) => WallQuery.parse(query),
  component: lazyRouteComponent(() => import('./wall/wall-page.tsx'), 'WallPage'),
})

/** `/`: leads to the person's start page, or with a board to the wall, whose address this was before. */
const startRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  validateSearch: (query) => WallQuery.parse(query),
  beforeLoad: ({ context, search }) => {
    const isWall = Object.values(search).some((value) => value !== undefined)
    if (isWall) redirect({ to: '/wall', search, replace: true, throw: true })
    const { signIn } = context.session.state.getState()
    const { startPage } = loadPreferences(signIn.status === 'signed-in' ? signIn.username : '')
    redirect({ to: startPageOf(startPage), replace: true, throw: true })
  },
})

/** `/history`: a board as it was at an instant. */
const historyRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'history',
  validateSearch: (query) => HistoryQuery.parse(query),
  component: lazyRouteComponent(() => import('./history/history-page.tsx'), 'HistoryPage'),
  errorComponent: PageError,
})

/** `/preview`: what the editor's frame shows. */
const previewRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: 'preview',
  component: lazyRouteComponent(() => import('./wall/preview.tsx'), 'Preview'),
})

const overviewRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'overview',
  validateSearch: (query) => TableQuery.parse(query),
  component: lazyRouteComponent(() => import('./overview/overview-page.tsx'), 'OverviewPage'),
  errorComponent: PageError,
})

const queuesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'queues',
  validateSearch: (query) => TableQuery.parse(query),
  component: lazyRouteComponent(() => import('./queues/queues-page.tsx'), 'QueuesPage'),
  errorComponent: PageError,
})

const queueRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'queues/$queueId',
  validateSearch: (query) => z.object({ at: text }).parse(query),
  component: lazyRouteComponent(() => import('./queues/queue-page.tsx'), 'QueuePage'),
  errorComponent: PageError,
})

const agentsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'agents',
  validateSearch: (query) => AgentsQuery.parse(query),
  component: lazyRouteComponent(() => import('./agents/agents-page.tsx'), 'AgentsPage'),
  errorComponent: PageError,
})

const agentRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'agents/$agentId',
  component: lazyRouteComponent(() => import('./agents/agent-page.tsx'), 'AgentPage'),
  errorComponent: PageError,
})

const CampaignsQuery = z.object({ q: text, sort: text, outbound: text, card: text, formula: text })

/** `/campaigns?card=<id>`: the campaigns, with the figures of one of them explained. */
const campaignsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'campaigns',
  validateSearch: (query) => CampaignsQuery.parse(query),
  component: lazyRouteComponent(() => import('./campaigns/campaigns-page.tsx'), 'CampaignsPage'),
  errorComponent: PageError,
})

/** `/campaigns/<id>`: leads to the list with the card of the campaign. */
const campaignRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'campaigns/$campaignId',
  beforeLoad: ({ params: { campaignId } }) => {
    redirect({ to: '/campaigns', search: { card: campaignId }, replace: true, throw: true })
  },
})

/** `/alerts?range=…&level=…&rule=…&entity=…`: the page reads its filter itself. */
const alertsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'alerts',
  validateSearch: (query) => z.object({ range: text, level: text, rule: text, entity: text }).parse(query),
  component: lazyRouteComponent(() => import('./alerts/alerts-page.tsx'), 'AlertsPage'),
  errorComponent: PageError,
})

const rulesRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'alerts/rules',
  component: lazyRouteComponent(() => import('./alerts/rules-page.tsx'), 'RulesPage'),
  errorComponent: PageError,
})

/** `/alerts/rules/new?metric=…&of=…`: a new rule; `/alerts/rules/<id>`: one that exists. */
const ruleRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'alerts/rules/$ruleId',
  validateSearch: (query) => z.object({ metric: text, of: text }).parse(query),
  component: lazyRouteComponent(() => import('./alerts/rule-page.tsx'), 'RulePage'),
  errorComponent: PageError,
})

const channelsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'alerts/channels',
  validateSearch: (query) => z.object({ channel: text }).parse(query),
  component: lazyRouteComponent(() => import('./alerts/channels-page.tsx'), 'ChannelsPage'),
  errorComponent: PageError,
})

/** `/alerts/shift?date=…&from=…&to=…`: one shift, to print. */
const shiftRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'alerts/shift',
  validateSearch: (query) => z.object({ date: text, from: text, to: text }).parse(query),
  component: lazyRouteComponent(() => import('./alerts/shift-page.tsx'), 'ShiftPage'),
  errorComponent: PageError,
})

const BoardsQuery = z.object({ id: text })

const boardsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'boards',
  validateSearch: (query) => BoardsQuery.parse(query),
  beforeLoad: ({ search: { id } }) => {
    // The editor's address before boards had paths of their own.
    if (id !== undefined)
      redirect({ to: '/boards/$boardId', params: { boardId: id }, replace: true, throw: true })
  },
  component: lazyRouteComponent(() => import('./boards/boards-page.tsx'), 'BoardsPage'),
  errorComponent: PageError,
})

const boardRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'boards/$boardId',
  component: lazyRouteComponent(() => import('./boards/board-page.tsx'), 'BoardPage'),
  errorComponent: PageError,
})

const DisplaysQuery = z.object({ code: text })

/** `/displays?code=…`: the address in the QR code of a screen that waits for its pairing. */
const displaysRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'displays',
  validateSearch: (query) => DisplaysQuery.parse(query),
  component: lazyRouteComponent(() => import('./displays/displays-page.tsx'), 'DisplaysPage'),
  errorComponent: PageError,
})

const displayRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'displays/$displayId',
  component: lazyRouteComponent(() => import('./displays/display-page.tsx'), 'DisplayPage'),
  errorComponent: PageError,
})

/** `/cluster`: for administrators of several nodes. */
const clusterRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'cluster',
  component: lazyRouteComponent(() => import('./cluster/cluster-page.tsx'), 'ClusterPage'),
  errorComponent: PageError,
})

const settingsRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
  errorComponent: PageError,
})

/** Every other address. */
const notFoundRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '$',
  component: lazyRouteComponent(() => import('./frame/not-found-page.tsx'), 'NotFoundPage'),
  errorComponent: PageError,
})

const routeTree = rootRoute.addChildren([
  signInRoute,
  signedInRoute.addChildren([
    startRoute,
    wallRoute,
    previewRoute,
    frameRoute.addChildren([
      overviewRoute,
      queuesRoute,
      queueRoute,
      agentsRoute,
      agentRoute,
      campaignsRoute,
      campaignRoute,
      alertsRoute,
      rulesRoute,
      ruleRoute,
      channelsRoute,
      shiftRoute,
      historyRoute,
      boardsRoute,
      boardRoute,
      displaysRoute,
      displayRoute,
      clusterRoute,
      settingsRoute,
      notFoundRoute,
    ]),
  ]),
])

/** The desk's pages and addresses. Leaves a page at sign-out, and moves the focus to the heading of a new page. */
export function createDeskRouter(session: DeskSession) {
  const router = createRouter({
    routeTree,
    basepath: basePath(),
    context: { session },
    parseSearch: parseQuery,
    stringifySearch: formatQuery,
    defaultPendingComponent: Pending,
    // The wall's errors reach the page's own boundary, which restarts it.
    disableGlobalCatchBoundary: true,
  })
  session.state.subscribe((now, before) => {
    if (now.signIn.status !== before.signIn.status) void router.invalidate()
  })
  router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (fromLocation === undefined || !pathChanged) return
    const heading = document.querySelector('h1')
    if (heading === null) return
    heading.tabIndex = -1
    heading.focus()
  })
  return router
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDeskRouter>
  }
}
