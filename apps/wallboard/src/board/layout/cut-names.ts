import type { Place } from './packing.ts'
import { fitName } from './name-fit.ts'
import { notesBelow } from './notes-below.ts'
import type { PageArea, PageLayout } from './page-layout.ts'
import { roomOf } from './tile-room.ts'

/** The name of the queue of a tile; undefined for another tile. */
export type NameOfTile = (key: string) => string | undefined

/** Counts the names of queues that would be truncated, without alerts and with nothing beside the names. */
export function countCutNames(
  layout: PageLayout,
  area: PageArea,
  nameOf: NameOfTile,
  widthOf: (text: string) => number,
): number {
  function isCut(place: Place): boolean {
    const text = nameOf(place.key)
    if (text === undefined) return false
    const room = roomOf(place, area, layout)
    const { innerWidth, innerHeight, sizes, minText, minFigure } = room
    return !fitName({
      ...{ text, widthOf, innerWidth, innerHeight },
      ...{ label: sizes.label, minSize: minText, asideWidth: 0, isUrgent: false },
      ...{ figure: sizes.figure, minFigure, notesHeight: notesBelow(layout.density, room) * sizes.note },
    }).isWhole
  }
  return layout.screens.reduce((sum, places) => sum + places.filter(isCut).length, 0)
}
