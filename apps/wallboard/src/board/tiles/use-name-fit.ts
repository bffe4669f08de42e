import { useMemo, useSyncExternalStore } from 'react'
import { fitName, type NameFit } from '../layout/name-fit.ts'
import { fontsLoaded, nameWidth, subscribeToFonts } from '../layout/text-width.ts'
import { lineHeight } from '../layout/space-requirements.ts'
import type { TileRoom } from '../layout/tile-room.ts'

/** How a name fits its tile, anew when the letters of the wall have another width; undefined without a name. */
export function useNameFit(
  text: string | undefined,
  room: TileRoom,
  given: { readonly notes: number | undefined; readonly asideWidth: number; readonly isUrgent: boolean },
): NameFit | undefined {
  const fonts = useSyncExternalStore(subscribeToFonts, fontsLoaded)
  const { notes, asideWidth, isUrgent } = given
  return useMemo(() => {
    if (text === undefined) return undefined
    const { innerWidth, innerHeight, sizes, leastText, leastFigure } = room
    const hasFigure = notes !== undefined
    return fitName({
      text,
      widthOf: nameWidth,
      innerWidth,
      innerHeight: hasFigure ? innerHeight : lineHeight * sizes.label,
      label: sizes.label,
      least: leastText,
      asideWidth,
      figure: hasFigure ? sizes.figure : 0,
      leastFigure: hasFigure ? leastFigure : 0,
      notesHeight: (notes ?? 0) * sizes.note,
      isUrgent,
    })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the width of a text changes with the fonts
  }, [text, room, notes, asideWidth, isUrgent, fonts])
}
