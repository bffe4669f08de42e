import { dateOf, spanOfDay, type DayRule } from '@wallboard/history'
import { silenceMetric, type RuleSubject } from '@wallboard/alerts'
import type { NotKnown } from '@wallboard/relay/rest/alerts'
import type { HistoryBand } from '@wallboard/relay/rest/history'
import type { CallForecasts } from '../history/reading/read-call-forecasts.ts'
import { bandFigureOf, edgeAt, type ReadBand } from './band-edges.ts'
import type { EvaluatedRule } from './evaluated-rule.ts'
import { silentFromOf } from './silence-forecasts.ts'

/** What was usual on the days on which a rule is tried. Instants are epoch milliseconds. */
export interface TriedNormal {
  readonly bandEdge: (
    at: number,
    queues: readonly string[] | null,
    metric: string,
    when: 'above' | 'below',
  ) => number | null
  readonly silentFrom: (at: number, campaign: string, quietSince: number) => number | null | undefined
  /** Why it is not known where it is not. */
  readonly why: NotKnown
}

/** Of a rule that depends on nothing usual. */
export const noNormal: TriedNormal = {
  bandEdge: () => null,
  silentFrom: () => undefined,
  why: { reason: 'no-values', weeks: null },
}

interface Span {
  readonly from: number
  readonly to: number
}

interface TriedDay {
  readonly day: string
  readonly startsAt: number
  readonly endsAt: number
}

/** The days of a span: at most three. */
function daysOf({ from, to }: Span, dayRule: DayRule): readonly TriedDay[] {
  const days: TriedDay[] = []
  for (let at = from; at < to; at = days.at(-1)?.endsAt ?? to) {
    const day = dateOf(at, dayRule)
    days.push({ day, ...spanOfDay(day, dayRule) })
  }
  return days
}

const tooFewWeeks = (weeks: readonly number[]): NotKnown => ({
  reason: 'too-few-weeks',
  weeks: Math.max(0, ...weeks),
})

const weeksOf = ({ slots }: HistoryBand): readonly number[] =>
  slots.map((slot) => ('weeks' in slot ? slot.weeks : slot.weeksKnown))

/** A figure whose band a rule needs: as it is measured, and the queues of it that the person may see. Null is the floor. */
interface TriedSubject {
  readonly measured: readonly string[] | null
  readonly visible: readonly string[] | null
}

function bandSubjects(of: RuleSubject, queueIds: ReadonlySet<string>): readonly TriedSubject[] {
  const visibleOf = (queues: readonly string[]) => queues.filter((id) => queueIds.has(id))
  if ('floor' in of) return [{ measured: null, visible: null }]
  if ('group' in of) {
    const { queues } = of.group
    if (queues === 'all') return [{ measured: null, visible: [...queueIds] }]
    return [{ measured: queues, visible: visibleOf(queues) }]
  }
  if (!('queues' in of)) return []
  const ids = of.queues === 'all' ? [...queueIds] : visibleOf(of.queues)
  return ids.map((id) => ({ measured: [id], visible: [id] }))
}

const keyOf = (queues: readonly string[] | null): string => JSON.stringify(queues)

async function triedBands(
  rule: EvaluatedRule,
  subjects: readonly TriedSubject[],
  days: readonly TriedDay[],
  read: ReadBand,
): Promise<TriedNormal> {
  const figure = bandFigureOf(rule.compiled.metric)
  if (figure === undefined) return { ...noNormal, why: { reason: 'no-band', weeks: null } }
  const bands = new Map<string, HistoryBand['slots'][number][]>()
  const all: HistoryBand[] = []
  for (const { measured, visible } of subjects)
    for (const { day } of days) {
      const band = await read({ queues: visible, figure, day })
      all.push(band)
      bands.set(keyOf(measured), [...(bands.get(keyOf(measured)) ?? []), ...band.slots])
    }
  const isLeftOut = all.length > 0 && all.every(({ isHoliday }) => isHoliday)
  return {
    ...noNormal,
    bandEdge: (at, queues, _metric, when) => edgeAt(bands.get(keyOf(queues)) ?? [], at, when),
    why: isLeftOut ? { reason: 'left-out-day', weeks: null } : tooFewWeeks(all.flatMap(weeksOf)),
  }
}

async function triedForecasts(
  days: readonly TriedDay[],
  read: (day: string) => Promise<CallForecasts>,
): Promise<TriedNormal> {
  const known: (TriedDay & { readonly forecasts: CallForecasts })[] = []
  for (const day of days) known.push({ ...day, forecasts: await read(day.day) })
  const campaigns = known.flatMap(({ forecasts }) => forecasts.campaigns)
  const byDay = known.map(({ startsAt, endsAt, forecasts }) => ({
    ...{ startsAt, endsAt },
    forecasts: new Map(forecasts.campaigns.map(({ id, forecast }) => [id, forecast])),
  }))
  const whyUnknown = (): NotKnown => {
    if (known.every(({ forecasts }) => forecasts.isLeftOut)) return { reason: 'left-out-day', weeks: null }
    const isRolling = campaigns.length > 0 && campaigns.every((campaign) => campaign.isRolling)
    if (isRolling) return { reason: 'rolling-hour', weeks: null }
    return tooFewWeeks(campaigns.map(({ weeksKnown }) => weeksKnown))
  }
  return {
    ...noNormal,
    silentFrom(at, campaign, quietSince) {
      const day = byDay.find(({ startsAt, endsAt }) => at >= startsAt && at < endsAt)
      return silentFromOf(day?.forecasts.get(campaign), quietSince, at)
    },
    why: whyUnknown(),
  }
}

/**
 * Reads what was usual on the days of a span, as far as a rule depends on it.
 *
 * @throws what the readers throw
 */
export async function readTriedNormal(
  rule: EvaluatedRule,
  of: RuleSubject,
  span: Span,
  deps: {
    readonly dayRule: DayRule
    /** The queues that the person may see. */
    readonly queueIds: ReadonlySet<string>
    /** The person may see everything that the band of the floor counts. */
    readonly seesFloor: boolean
    readonly band: ReadBand
    readonly forecasts: (day: string) => Promise<CallForecasts>
  },
): Promise<TriedNormal> {
  const days = daysOf(span, deps.dayRule)
  if (rule.compiled.metric === silenceMetric) return triedForecasts(days, deps.forecasts)
  if (rule.relativeTo !== 'normal-band') return noNormal
  if ('floor' in of && !deps.seesFloor) return { ...noNormal, why: { reason: 'part-of-floor', weeks: null } }
  return triedBands(rule, bandSubjects(of, deps.queueIds), days, deps.band)
}
