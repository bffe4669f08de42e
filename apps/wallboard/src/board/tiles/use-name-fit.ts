import { useMemo, useSyncExternalStore } from 'react'
import { fitName, type NameFit } from '../layout/name-fit.ts'
import { lineHeight } from '../layout/space-requirements.ts'
import type { TileRoom } from '../layout/tile-room.ts'
import { useWallEnvironment } from '../wall-environment-context.tsx'

/** How a name fits its tile, computed again after a font was loaded; undefined without a name. */
export function useNameFit(
  text: string | undefined,
  room: TileRoom,
  input: { readonly notes: number | undefined; readonly asideWidth: number; readonly isUrgent: boolean },
): NameFit | undefined {
  const { textMeasure } = useWallEnvironment()
  const fontVersion = useSyncExternalStore(textMeasure.subscribe, textMeasure.fontVersion)
  const { notes, asideWidth, isUrgent } = input
  return useMemo(() => {
    if (text === undefined) return undefined
    const { innerWidth, innerHeight, sizes, minText, minFigure } = room
    const hasFigure = notes !== undefined
    return fitName({
      text,
      widthOf: textMeasure.widthOf,
      innerWidth,
      innerHeight: hasFigure ? innerHeight : lineHeight * sizes.label,
      label: sizes.label,
      minSize: minText,
      asideWidth,
      figure: hasFigure ? sizes.figure : 0,
      minFigure: hasFigure ? minFigure : 0,
      notesHeight: (notes ?? 0) * sizes.note,
      isUrgent,
    })
    // oxlint-disable-next-line react/exhaustive-deps -- the width of a text changes with the fonts
  }, [text, room, notes, asideWidth, isUrgent, textMeasure, fontVersion])
}
