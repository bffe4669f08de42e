import { useLiveStores, useQueueLabels } from '../../live/hooks/live-context.tsx'
import { shownName } from '../../ui/format/shown-name.ts'
import { cutName, fitsLines } from '../layout/cut-name.ts'
import type { NameFit } from '../layout/name-fit.ts'
import { useWallEnvironment } from '../wall-environment-context.tsx'

export interface CutNameProps {
  readonly name: string
  readonly fit: NameFit
  /** The label of the tile's queue; undefined for another tile. */
  readonly queueLabel: string | undefined
  /** Of the line, in CSS pixels. */
  readonly width: number
}

/** Letters are drawn a little wider than they are measured. */
const margin = 1.01

/** The visible part of a name that does not fit. */
export function CutName({ name, fit, queueLabel, width }: CutNameProps) {
  const { widthOf } = useWallEnvironment().textMeasure
  const { membership } = useLiveStores().statistics
  const labelOf = useQueueLabels()
  const { ids } = membership.getState()
  const others = queueLabel === undefined ? [] : ids.filter((id) => labelOf(id) !== queueLabel)
  const id = queueLabel === undefined ? undefined : ids.find((known) => labelOf(known) === queueLabel)
  const room = { width: width / fit.fontSize / margin, lines: fit.lines, widthOf }
  const shown = cutName({
    name,
    id: id ?? '',
    others: others.map((other) => shownName(labelOf(other) ?? '')),
    fits: (text) => fitsLines(text, room),
  })
  return <bdi>{shown}</bdi>
}
