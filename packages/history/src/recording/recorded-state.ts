import { createRowFold, createStatistics, type DatedSource, type Statistics } from '@wallboard/statistics'
import { changeOf, type RecordedChange } from '../segments/segment-line.ts'

/** What a store has of one data source around an instant. */
export interface RecordedSource {
  readonly dataSource: string
  /** The last keyframe at or before the instant. */
  readonly keyframe: RecordedChange
  /** The changes from the keyframe on, in order; later ones than the instant are ignored. */
  readonly changes: readonly RecordedChange[]
}

/**
 * The rows of a data source as they were at an instant (epoch milliseconds of the recording clock).
 *
 * @param isOwner whether nobody else holds the rows of the keyframe: they are changed in place
 */
export function recordedRows(
  { dataSource, keyframe, changes }: RecordedSource,
  at: number,
  isOwner = false,
): DatedSource {
  const fold = createRowFold(keyframe.added, isOwner)
  for (const change of changes)
    if (change.seq > keyframe.seq && change.at <= at) fold.applyChange(changeOf(dataSource, change))
  return { dataSource, data: fold.rows() }
}

/** The rows of these data sources as they were at an instant (epoch milliseconds of the recording clock). */
export function recordedState(sources: readonly RecordedSource[], at: number): Statistics {
  const statistics = createStatistics()
  for (const source of sources) statistics.applyFull([recordedRows(source, at)])
  return statistics
}
