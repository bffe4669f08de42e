import { useQueueLevel } from '../desk-session/desk-figures-context.tsx'
import { useQueueTile, useTile, type TileStore } from '../../live/hooks/live-context.tsx'
import { PlainRow, type DeskRowProps } from '../table/desk-row.tsx'
import { QueueTileProvider } from './queue-tile-context.ts'

/** A row of a table of queues: named by `data-queue`, with the level of its alert. */
export function QueueRow(props: DeskRowProps) {
  const store = useQueueTile(props.rowId)
  return store === undefined ? <PlainRow {...props} /> : <KnownQueueRow {...props} store={store} />
}

function KnownQueueRow({ store, ...props }: DeskRowProps & { readonly store: TileStore }) {
  const label = useTile(store, (tile) => tile.label)
  const removed = useTile(store, (tile) => (tile.removedAt === undefined ? '' : 'removed'))
  const level = useQueueLevel(props.rowId)
  return (
    <QueueTileProvider value={store}>
      <PlainRow
        {...props}
        data-queue={label}
        data-level={level}
        {...(removed === '' ? {} : { 'data-removed': '' })}
      />
    </QueueTileProvider>
  )
}
