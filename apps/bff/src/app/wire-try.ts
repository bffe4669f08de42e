import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { queueSource } from '@wallboard/statistics'
import { evaluatedRuleOf } from '../alerts/evaluated-rule.ts'
import type { TryDeps } from '../alerts/try-routes.ts'
import { createRuleTrial, triedRule } from '../alerts/try-rule.ts'
import { playRows } from '../history/replay/play-rows.ts'
import { recordingOf, visibleNow, type OwnFeed, type ServiceFeed } from './person-recording.ts'
import { readFailure, type HistoryParts } from './wire-history.ts'

/** Delays of rules are seconds; the queues of a large domain are read in longer steps. */
const steps = [
  { maxQueues: 50, stepMs: 2_000 },
  { maxQueues: 150, stepMs: 10_000 },
] as const
const longestStepMs = 30_000
const everyMs = 60_000

const stepMsOf = (queues: number): number =>
  steps.find(({ maxQueues }) => queues <= maxQueues)?.stepMs ?? longestStepMs

const liveMsOf = (spans: readonly CoverageSpan[]): number =>
  spans.reduce((sum, { kind, startsAt, endsAt }) => sum + (kind === 'live' ? endsAt - startsAt : 0), 0)

const clipped = (spans: readonly CoverageSpan[], from: number, to: number): readonly CoverageSpan[] =>
  spans
    .map((span) => ({ ...span, startsAt: Math.max(from, span.startsAt), endsAt: Math.min(to, span.endsAt) }))
    .filter(({ startsAt, endsAt }) => startsAt < endsAt)

/** What the route that tries a rule needs: the rule is evaluated over what the person may see of the recording. */
export function wireTry(deps: {
  readonly history: Pick<HistoryParts, 'reader'> | undefined
  readonly feeds: {
    readonly find: (username: string) => OwnFeed | undefined
    readonly serviceFeed: () => ServiceFeed
  }
  readonly timeZone: string
  readonly logError: (error: unknown) => void
}): Pick<TryDeps, 'tryRule'> {
  const { history, feeds } = deps
  return {
    async tryRule(person, document, from, to) {
      if (history === undefined) return { ok: false, error: { code: 'history-off' } }
      const feed = feeds.find(person.username)
      if (feed === undefined)
        return { ok: false, error: { code: 'no-history', params: { from: null, to: null } } }
      const record = { id: 'tried', revision: 1, document: { ...document, enabled: true } }
      const rule = evaluatedRuleOf(record, deps.timeZone)
      if (rule === undefined) throw new Error('a checked rule cannot be prepared')
      const recording = recordingOf(person, feeds.serviceFeed())
      const { name, isPersonal } = recording
      const now = visibleNow(feed)
      const span = { from, to }
      const trial = createRuleTrial(rule, queueSource, span)
      const dataSources = rule.dataSources.length === 0 ? [queueSource] : rule.dataSources
      const isRecorded = !('displays' in document.of)
      try {
        const { sources } = await history.reader.coverage({ name, isPersonal, from, to })
        const found = sources.find(({ dataSource }) => dataSource === dataSources[0])
        const coverage = isRecorded ? clipped(found?.spans ?? [], from, to) : []
        const liveMs = liveMsOf(coverage)
        if (liveMs > 0)
          await playRows(
            history.reader,
            { ...recording, dataSources, from, to, now, everyMs, stepMs: stepMsOf(now.queueIds.size) },
            trial.played,
          )
        const tried = await triedRule(rule.compiled, trial, span, nextTurn)
        return { ok: true, tried: { ...tried, coverage, liveMs } }
      } catch (error) {
        return readFailure(error, deps.logError)
      }
    },
  }
}
