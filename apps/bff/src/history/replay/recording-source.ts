import { noDirectory } from '@wallboard/relay'
import type { HistoryReader, RecordingName } from '../reading/history-reader.ts'
import type { RecordedNames } from '../recording/recorded-names.ts'
import type { VisibleCut } from '../visible-rows.ts'
import type { ReplaySource, StartOutcome } from './replay-source.ts'

const noNames: RecordedNames = { queues: [], directory: noDirectory, domainOffsetMs: 0 }

/**
 * The source of a replay of a recording. `createCut` decides what is visible, anew at each start; undefined when the
 * person has no feed any more.
 */
export function createRecordingSource(deps: {
  readonly reader: Pick<HistoryReader, 'moment' | 'steps'>
  readonly recording: RecordingName
  readonly dataSources: readonly string[]
  readonly createCut: () => VisibleCut | undefined
  /** Changes with what is visible; without it that never changes. */
  readonly visibleIds?: () => string
  /** The outcome of a read that failed. */
  readonly failed: (error: unknown) => StartOutcome & { readonly ok: false }
}): ReplaySource {
  const { reader, recording, dataSources } = deps
  let cut: VisibleCut | undefined
  let startedWith: string | undefined

  function visibleNames(names: RecordedNames | null): RecordedNames {
    if (names !== null) cut?.named(names)
    const { domainOffsetMs } = names ?? noNames
    return {
      queues: cut === undefined ? [] : [...cut.queues()],
      directory: cut?.directory() ?? noDirectory,
      domainOffsetMs,
    }
  }

  async function start(at: number): Promise<StartOutcome> {
    const reply = await reader.moment({ ...recording, dataSources, at })
    if (reply.type === 'nothing')
      return { ok: false, error: { code: 'no-history', params: { from: reply.from, to: reply.to } } }
    const { sources, rows, names } = reply.moment
    startedWith = deps.visibleIds?.()
    cut = deps.createCut()
    const visible = visibleNames(names)
    return {
      ok: true,
      start: {
        names: visible,
        rows: cut?.rows(rows) ?? [],
        coverage: sources.map(({ dataSource, coverage }) => ({
          dataSource,
          spans: coverage === null ? [] : [coverage],
        })),
      },
    }
  }

  return {
    isOutdated: () => startedWith !== deps.visibleIds?.(),
    start: (at) => start(at).catch(deps.failed),
    async steps(range) {
      const read = await reader.steps({ ...recording, ...range, dataSources })
      if (read === undefined) return undefined
      const names = read.names && { at: read.names.at, names: visibleNames(read.names.names) }
      const visible = cut
      return {
        ...read,
        names,
        steps: read.steps.map(({ at, full, changes }) => ({
          at,
          full: visible?.rows(full) ?? [],
          changes: visible?.changes(changes) ?? [],
        })),
      }
    },
  }
}
