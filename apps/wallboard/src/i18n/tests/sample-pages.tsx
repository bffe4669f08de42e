import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  RouterContextProvider,
  createMemoryHistory,
  createRootRoute,
  createRouter,
} from '@tanstack/react-router'
import { allQueuesBoard } from '@wallboard/boards'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { ApiError } from '../../api/api.ts'
import { errorText } from '../../api/error-text.ts'
import { boardQueries } from '../../api/board-queries.ts'
import { createLiveStores } from '../../board/live-stores.tsx'
import { BoardEditor } from '../../desk/boards/board-editor.tsx'
import { NewBoardForm } from '../../desk/boards/new-board-form.tsx'
import { DeskSessionProvider } from '../../desk/desk-session/desk-session-context.tsx'
import { createDeskSession } from '../../desk/desk-session/desk-session-store.ts'
import { displayFacts } from '../../desk/displays/display-facts.tsx'
import { DisplayRow } from '../../desk/displays/display-row.tsx'
import { DisplaySettingsForm } from '../../desk/displays/display-settings-form.tsx'
import { FreshnessLine } from '../../desk/frame/freshness-line.tsx'
import { Navigation } from '../../desk/frame/navigation.tsx'
import { NotFoundText } from '../../desk/frame/not-found-page.tsx'
import { RouteError } from '../../desk/route-error.tsx'
import { SignInPage } from '../../desk/sign-in/sign-in-page.tsx'
import { ScreenControls } from '../../desk/wall/screen-controls.tsx'
import { LiveProvider } from '../../live/hooks/live-context.tsx'

/** A board and a display whose own names have no letters: all words on the pages are the product's. */
const board = { ...allQueuesBoard, name: '1', pages: [{ tiles: [{ kind: 'clock' as const }] }] }
const display: DisplaySummary = {
  ...{ id: '7', name: '7', boardId: '1', shownBoardId: '2', pairedAt: 0, pairedBy: '8' },
  settings: {
    timeZone: '+01',
    nightHours: { from: '22:00', to: '06:00', look: 'dim' },
    schedule: [{ days: [1], from: '08:00', to: '18:00', boardId: '1' }],
    room: '',
    sound: true,
  },
  unreadable: ['0'],
  health: 'silent',
  drill: null,
  ...{ onlineSince: 0, lastSeenAt: 0, address: null, browser: null },
  report: {
    ...{ width: 1920, height: 1080, build: '0000000', paintedAgeMs: 1, frameMsP50: 1, frameMsP95: 1 },
    ...{ heapBytes: 1, sound: 'on' },
  },
}
const context = { now: 1, boards: [], mostCommonBuild: '1' }

const noop = () => undefined

const samples: Readonly<Record<string, () => ReactNode>> = {
  'the sign-in page': () => <SignInPage />,
  'the navigation of the desk': () => <Navigation />,
  'the freshness of the desk': () => <FreshnessLine />,
  'the page of an unknown address': () => <NotFoundText />,
  'the page of an error': () => <RouteError error={new Error('0')} reset={noop} />,
  'the form for a new board': () => <NewBoardForm onCreated={noop} />,
  'the board editor': () => (
    <BoardEditor stored={{ id: '1', revision: 1, board }} onCopied={noop} onRemoved={noop} />
  ),
  'the columns of displays': () => displayFacts.map(({ title }) => <p key={title}>{title}</p>),
  'a display of the list': () => <DisplayRow display={display} context={context} />,
  'the settings of a display': () => <DisplaySettingsForm display={display} boards={[]} />,
  'the controls of the wall': () => (
    <ScreenControls
      boardId="7"
      settings={{ distanceM: 3, diagonalInches: 55 }}
      maxReadingDistanceM={3}
      onChange={noop}
    />
  ),
  'the sentence of an error': () => errorText(new ApiError(409, { error: { code: 'in-use' } })),
}

/** The HTML of pages and parts of pages, by what they are. */
export function renderSamples(): Readonly<Record<string, string>> {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  queryClient.setQueryData(boardQueries.directory().queryKey, { queues: [], campaigns: [] })
  const session = createDeskSession(queryClient)
  const stores = createLiveStores()
  const router = createRouter({
    routeTree: createRootRoute(),
    history: createMemoryHistory({ initialEntries: ['/'] }),
    isServer: true,
  })
  const render = (content: ReactNode) =>
    renderToStaticMarkup(
      <QueryClientProvider client={queryClient}>
        <DeskSessionProvider value={session}>
          <LiveProvider stores={stores}>
            <RouterContextProvider router={router}>{content}</RouterContextProvider>
          </LiveProvider>
        </DeskSessionProvider>
      </QueryClientProvider>,
    )
  return Object.fromEntries(
    Object.entries(samples).map(([name, sample]) => {
      const Sample = () => <>{sample()}</>
      return [name, render(<Sample />)]
    }),
  )
}
