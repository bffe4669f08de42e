import type { DayRule } from '@wallboard/history'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { queueSource } from '@wallboard/statistics'
import { evaluatedRuleOf } from '../alerts/evaluated-rule.ts'
import type { TryDeps } from '../alerts/try-routes.ts'
import { readTriedNormal, type TriedNormal } from '../alerts/tried-normal.ts'
import { createRuleTrial, triedRule } from '../alerts/try-rule.ts'
import type { HistoryReader } from '../history/reading/history-reader.ts'
import { playRows } from '../history/replay/play-rows.ts'
import type { RuleSubject } from '@wallboard/alerts'
import type { EvaluatedRule } from '../alerts/evaluated-rule.ts'
import {
  recordingOf,
  seesAllQueues,
  visibleNow,
  type OwnFeed,
  type PersonRecording,
  type ServiceFeed,
} from './person-recording.ts'
import { readFailure } from './wire-history.ts'

/** Delays of rules are seconds; the queues of a large domain are read in longer steps. */
const steps = [
  { maxQueues: 50, stepMs: 2_000 },
  { maxQueues: 150, stepMs: 10_000 },
] as const
const longestStepMs = 30_000
const everyMs = 60_000

const notRecorded = { reason: 'not-recorded', weeks: null } as const

const stepMsOf = (queues: number): number =>
  steps.find(({ maxQueues }) => queues <= maxQueues)?.stepMs ?? longestStepMs

const liveMsOf = (spans: readonly CoverageSpan[]): number =>
  spans.reduce((sum, { kind, startsAt, endsAt }) => sum + (kind === 'live' ? endsAt - startsAt : 0), 0)

const clipped = (spans: readonly CoverageSpan[], from: number, to: number): readonly CoverageSpan[] =>
  spans
    .map((span) => ({ ...span, startsAt: Math.max(from, span.startsAt), endsAt: Math.min(to, span.endsAt) }))
    .filter(({ startsAt, endsAt }) => startsAt < endsAt)

/** The questions to a recording that trying a rule asks. */
type TryReader = Pick<HistoryReader, 'coverage' | 'moment' | 'steps' | 'band' | 'callForecasts'>

/** What the route that tries a rule needs: the rule is evaluated over what the person may see of the recording. */
export function wireTry(deps: {
  readonly history: { readonly reader: TryReader } | undefined
  readonly feeds: {
    readonly find: (username: string) => OwnFeed | undefined
    readonly serviceFeed: () => ServiceFeed
  }
  readonly dayRule: DayRule
  /** Dates of a domain that are left out of what is usual. */
  readonly markedDates: (org: string) => Promise<readonly string[]>
  readonly logError: (error: unknown) => void
}): Pick<TryDeps, 'tryRule'> {
  const { history, feeds, dayRule } = deps

  /** What was usual on the days of a span, for a person who sees this feed. */
  async function usualOf(
    reader: TryReader,
    rule: EvaluatedRule,
    of: RuleSubject,
    span: { readonly from: number; readonly to: number },
    { recording, feed }: { readonly recording: PersonRecording; readonly feed: OwnFeed },
  ): Promise<TriedNormal> {
    const { name, isPersonal, isOwn } = recording
    const holidays = await deps.markedDates(name.org)
    const house = feeds.serviceFeed()?.feed
    const seen = isOwn ? undefined : [...visibleNow(feed).queueIds]
    return readTriedNormal(rule, of, span, {
      ...{ dayRule, queueIds: visibleNow(feed).queueIds },
      seesFloor: isOwn || (house !== undefined && seesAllQueues(feed, house)),
      band: (subject) => reader.band({ name, isPersonal, holidays, ...subject, seen }),
      forecasts: (day) =>
        reader.callForecasts({ name, isPersonal, day, dayRule, holidays, campaignIds: null }),
    })
  }

  return {
    async tryRule(person, document, from, to) {
      if (history === undefined) return { ok: false, error: { code: 'history-off' } }
      const feed = feeds.find(person.username)
      if (feed === undefined)
        return { ok: false, error: { code: 'no-history', params: { from: null, to: null } } }
      const record = { id: 'tried', revision: 1, document: { ...document, enabled: true } }
      const rule = evaluatedRuleOf(record, dayRule.timeZone)
      if (rule === undefined) throw new Error('a checked rule cannot be prepared')
      const recording = recordingOf(person, feeds.serviceFeed())
      const { name, isPersonal } = recording
      const now = visibleNow(feed)
      const span = { from, to }
      const dataSources = rule.dataSources.length === 0 ? [queueSource] : rule.dataSources
      const isRecorded = !('displays' in document.of)
      try {
        const { sources } = await history.reader.coverage({ name, isPersonal, from, to })
        const found = sources.find(({ dataSource }) => dataSource === dataSources[0])
        const coverage = isRecorded ? clipped(found?.spans ?? [], from, to) : []
        const liveMs = liveMsOf(coverage)
        if (!isRecorded) {
          const unknown = { reason: 'displays-not-recorded', weeks: null } as const
          return { ok: true, tried: { unknown, coverage, liveMs } }
        }
        const usual = await usualOf(history.reader, rule, document.of, span, { recording, feed })
        const trial = createRuleTrial(rule, queueSource, span, usual)
        if (liveMs > 0)
          await playRows(
            history.reader,
            { ...recording, dataSources, from, to, now, everyMs, stepMs: stepMsOf(now.queueIds.size) },
            trial.played,
          )
        const unknown = liveMs === 0 ? notRecorded : trial.unknown()
        if (unknown !== undefined) return { ok: true, tried: { unknown, coverage, liveMs } }
        const tried = await triedRule(rule.compiled, trial, span, nextTurn)
        return { ok: true, tried: { ...tried, coverage, liveMs } }
      } catch (error) {
        return readFailure(error, deps.logError)
      }
    },
  }
}
