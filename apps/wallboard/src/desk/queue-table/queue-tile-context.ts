import { createContext, use } from 'react'
import type { TileStore } from '../../live/hooks/live-context.tsx'

const QueueTileContext = createContext<TileStore | undefined>(undefined)

/** Gives the cells of a row the store of its queue: the row follows it once for all of them. */
export const QueueTileProvider = QueueTileContext

/** The store of the row's queue; undefined while the domain has no such queue. */
export const useRowTile = (): TileStore | undefined => use(QueueTileContext)
