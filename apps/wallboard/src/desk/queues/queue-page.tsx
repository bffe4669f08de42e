import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { agentSource } from '@wallboard/boards'
import { queueSource } from '@wallboard/statistics'
import { useMemo } from 'react'
import { z } from 'zod/mini'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { deskTerms, queuePage as texts } from '../../i18n/index.ts'
import {
  useQueueOrder,
  useQueueTile,
  useScreenStatus,
  useTile,
  type TileStore,
} from '../../live/hooks/live-context.tsx'
import { formatTime } from '../../ui/format/wait.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { DeskPage } from '../frame/desk-page.tsx'
import { usePageKeys } from '../keyboard/keyboard-context.tsx'
import { TimeStrip } from '../time-strip/time-strip.tsx'
import { useFavourites } from '../views/use-favourites.ts'
import { neighboursOf } from './neighbours-state.ts'
import { QueueDay } from './queue-day.tsx'
import { LeadFigures, QueueFigures } from './queue-figures.tsx'
import styles from './queue-page.module.css'
import { QueueWhy } from './queue-why.tsx'
import { ServingAgents } from './serving-agents.tsx'

/** `?at=`: the instant that the page shows; none for the present. Unknown parameters are ignored. */
const Query = z.object({ at: z.catch(z.optional(z.string()), undefined) })

const stripSources = [queueSource, agentSource]

/** `/queues/<id>`: one queue, by Five9's id: its figures, its day, and who serves it. */
export function QueuePage() {
  const { queueId } = useParams({ from: '/signed-in/frame/queues/$queueId' })
  const store = useQueueTile(queueId)
  const hasSnapshot = useScreenStatus((status) => status.hasSnapshot)
  if (store !== undefined) return <KnownQueuePage key={queueId} queueId={queueId} store={store} />
  return (
    <DeskPage title={hasSnapshot ? texts.unknownTitle : deskTerms.queue}>
      {hasSnapshot ? (
        <>
          <p role="alert">{texts.unknown(shownName(queueId))}</p>
          <p>
            <Link to="/queues">{texts.toQueues}</Link>
          </p>
        </>
      ) : (
        <p className={styles.note}>{texts.waiting}</p>
      )}
    </DeskPage>
  )
}

function KnownQueuePage({ queueId, store }: { readonly queueId: string; readonly store: TileStore }) {
  const navigate = useNavigate()
  const label = useTile(store, (tile) => tile.label)
  const isRemoved = useTile(store, (tile) => (tile.removedAt === undefined ? '' : 'removed')) !== ''
  const zone = useSiteZone()
  const search = useSearch({ strict: false })
  const at = useMemo(() => {
    const instant = Date.parse(Query.parse(search).at ?? '')
    return Number.isNaN(instant) ? undefined : instant
  }, [search])

  const showInstant = (instant: number | undefined, isDragging = false) => {
    const query = instant === undefined ? {} : { at: new Date(instant).toISOString() }
    void navigate({ to: '.', search: query, replace: isDragging })
  }
  const openHistory = (instant: number, speed?: number) =>
    void navigate({
      to: '/history',
      search: {
        at: new Date(instant).toISOString(),
        ...(speed === undefined ? {} : { speed: String(speed) }),
      },
    })

  return (
    <DeskPage title={label} links={<PageLinks queueId={queueId} />}>
      {isRemoved && <p role="alert">{texts.removed}</p>}
      {at !== undefined && (
        <p className={styles.moment} role="status">
          {texts.moment(formatTime(at, zone))}{' '}
          <Link to="/history" search={{ at: new Date(at).toISOString() }}>
            {texts.toReplay}
          </Link>
        </p>
      )}
      <LeadFigures queueId={queueId} store={store} isNow={at === undefined} />
      <div className={styles.columns}>
        <div>
          <QueueDay queueId={queueId} store={store} at={at} />
          <ServingAgents queueId={queueId} />
        </div>
        <div>
          <div className={styles.explained}>
            <QueueWhy queueId={queueId} store={store} at={at} />
          </div>
          <QueueFigures store={store} />
        </div>
      </div>
      <TimeStrip
        subject={{ queue: queueId }}
        dataSources={stripSources}
        at={at}
        speed={undefined}
        onSeek={(instant) => {
          showInstant(instant, true)
        }}
        onPlay={(speed) => {
          openHistory(at ?? Date.now(), speed)
        }}
        onPause={() => {
          showInstant(at)
        }}
        onLive={() => {
          showInstant(undefined)
        }}
        linkOf={(instant) => `${location.origin}${location.pathname}?at=${new Date(instant).toISOString()}`}
      />
    </DeskPage>
  )
}

/** The star, and the queues before and after this one by urgency. */
function PageLinks({ queueId }: { readonly queueId: string }) {
  const { favourites, toggle } = useFavourites()
  const { previous, next } = neighboursOf(useQueueOrder(), queueId)
  const isFavourite = favourites.has(queueId)
  const navigate = useNavigate()
  const open = (id: string | undefined) => {
    if (id !== undefined) void navigate({ to: '/queues/$queueId', params: { queueId: id } })
  }
  usePageKeys([
    {
      keys: '[',
      label: texts.previous,
      run: () => {
        open(previous)
      },
    },
    {
      keys: ']',
      label: texts.next,
      run: () => {
        open(next)
      },
    },
    {
      keys: 'f',
      label: texts.mark,
      run: () => {
        toggle(queueId)
      },
    },
    { keys: 'Escape', label: texts.toQueues, run: () => void navigate({ to: '/queues' }) },
  ])
  return (
    <div className={styles.links}>
      <button
        type="button"
        aria-pressed={isFavourite}
        title={isFavourite ? texts.unmark : texts.mark}
        aria-label={texts.mark}
        aria-keyshortcuts="f"
        onClick={() => {
          toggle(queueId)
        }}
      >
        {isFavourite ? '★' : '☆'}
      </button>
      {previous !== undefined && (
        <Link
          to="/queues/$queueId"
          params={{ queueId: previous }}
          aria-keyshortcuts="["
          title={texts.previous}
        >
          ‹
        </Link>
      )}
      {next !== undefined && (
        <Link to="/queues/$queueId" params={{ queueId: next }} aria-keyshortcuts="]" title={texts.next}>
          ›
        </Link>
      )}
    </div>
  )
}
