import type { RuleDocument } from '@wallboard/alerts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { maxTriedAlerts, type NotKnown, type TriedRule, type TryReply } from '@wallboard/relay/rest/alerts'
import type { Unit } from '@wallboard/statistics'
import { lazy, Suspense, useMemo, useState } from 'react'
import { errorText } from '../../api/error-text.ts'
import { ruleQueries } from '../../api/rule-queries.ts'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { tryPanel as texts } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatAge, formatWait } from '../../ui/format/wait.ts'
import desk from '../desk.module.css'
import { formatDelay } from './duration-field-state.ts'
import { limitUnit, type RuleForm } from './rule-form-state.ts'
import styles from './try-panel.module.css'
import { chartOf } from './try-chart-state.ts'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'
import { useTriedMarks } from './use-tried-marks.ts'
import { usePastSpan } from './use-past-alerts.ts'
import { useSettled } from './use-settled.ts'

const LimitChart = lazy(async () => ({
  default: (await import('../../board/charts/limit-chart.tsx')).LimitChart,
}))

/** After the last key: fast enough to feel live, and the server tries a day at most twice a second. */
const settleMs = 400
/** A server that has just started has nothing of today for some seconds. */
const growsMs = 5_000
const shortMs = 600_000
/** Less recorded time than this is stated. */
const wholeShare = 0.9

type TryDay = 'yesterday' | 'today'

interface TryPanelProps {
  /** Undefined while the form has faults. */
  readonly rule: RuleDocument | undefined
  readonly form: RuleForm
  /** Puts the proposed on-delay into the form. */
  readonly onUseDelay: (onDelay: string) => void
}

/** What the rule of the form would have done yesterday, or today where nothing was recorded yesterday. */
export function TryPanel({ rule, form, onUseDelay }: TryPanelProps) {
  const [chosen, setChosen] = useState<TryDay>()
  const spans = { yesterday: usePastSpan('yesterday'), today: usePastSpan('today') }
  const text = useSettled(rule === undefined ? undefined : JSON.stringify(rule), settleMs)
  const settled = useMemo((): unknown => (text === undefined ? undefined : JSON.parse(text)), [text])
  const query = (span: { readonly from: number; readonly to: number }, isEnabled: boolean) => ({
    ...ruleQueries.tried(settled, span.from, span.to),
    enabled: settled !== undefined && isEnabled,
    placeholderData: keepPreviousData,
    // What was recorded today grows.
    refetchInterval: ({ state }: { readonly state: { readonly data?: TryReply | undefined } }) =>
      state.data !== undefined && isShort(state.data) && span.to > spans.yesterday.to ? growsMs : false,
  })
  const yesterday = useQuery(query(spans.yesterday, chosen !== 'today'))
  const isNothing = yesterday.data !== undefined && isUnrecorded(yesterday.data)
  const day: TryDay = chosen ?? (isNothing ? 'today' : 'yesterday')
  const today = useQuery(query(spans.today, day === 'today'))
  const { data, error, isFetching } = day === 'today' ? today : yesterday

  return (
    <section
      className={styles.panel}
      aria-busy={isFetching}
      data-tried={data === undefined ? '' : 'unknown' in data ? 'not-known' : data.fired}
    >
      <div className={styles.head}>
        {data === undefined ? (
          <p className={desk.note}>
            {rule === undefined ? texts.invalid : error === null ? texts.loading : ''}
          </p>
        ) : 'unknown' in data && data.unknown.reason === 'not-recorded' ? (
          <p className={desk.note}>{texts.nothingRecorded[day]}</p>
        ) : 'unknown' in data ? (
          <p aria-live="polite" className={styles.outcome}>
            <b>{texts.notKnown}</b> <span>{notKnownText(data.unknown)}</span>
          </p>
        ) : (
          <Outcome day={day} tried={data} isOutdated={rule === undefined || JSON.stringify(rule) !== text} />
        )}
        <select
          aria-label={texts.day}
          value={day}
          onChange={({ target }) => {
            setChosen(target.value === 'today' ? 'today' : 'yesterday')
          }}
        >
          <option value="yesterday">{texts.days.yesterday}</option>
          <option value="today">{texts.days.today}</option>
        </select>
      </div>
      {error !== null && <p role="alert">{errorText(error)}</p>}
      {data !== undefined && 'fired' in data && (
        <>
          <div className={styles.chart}>
            <Suspense fallback={<p className={desk.note}>{texts.loading}</p>}>
              <TriedChart tried={data} span={spans[day]} rule={rule} unit={limitUnit(form)} />
            </Suspense>
          </div>
          {data.isCapped && <p className={desk.note}>{texts.capped(maxTriedAlerts)}</p>}
          <Proposal tried={data} onUse={onUseDelay} />
        </>
      )}
    </section>
  )
}

/** Nothing was recorded on the day. */
const isUnrecorded = (tried: TryReply): boolean =>
  'unknown' in tried && tried.unknown.reason === 'not-recorded'

/** The recording is so short that it may know in a moment what it does not know now. */
const isShort = (tried: TryReply): boolean => 'unknown' in tried && tried.liveMs < shortMs

const notKnownText = ({ reason, weeks }: NotKnown): string =>
  reason === 'too-few-weeks' ? texts.tooFewWeeks(weeks ?? 0) : texts.whyNotKnown[reason]

interface TriedChartProps {
  readonly tried: TriedRule
  readonly span: { readonly from: number; readonly to: number }
  readonly rule: RuleDocument | undefined
  readonly unit: Unit
}

function TriedChart({ tried, span, rule, unit }: TriedChartProps) {
  const chart = useMemo(() => chartOf(tried, span, rule, unit), [tried, span, rule, unit])
  const { marks, open } = useTriedMarks(tried, unit)
  const { timeText: timeOf } = useMomentTexts()
  const timeZone = useSiteZone()
  const figureOf = (value: number) =>
    formatFigure(unit === 'count' ? Math.round(value * 10) / 10 : value, unit)
  return <LimitChart {...{ chart, marks, figureOf, timeZone, timeOf }} gapText={texts.gap} onOpen={open} />
}

interface OutcomeProps {
  readonly day: TryDay
  readonly tried: TriedRule
  /** The form has changed since, or has faults. */
  readonly isOutdated: boolean
}

function Outcome({ day, tried, isOutdated }: OutcomeProps) {
  const { fired, under30s, critical, longestMs, liveMs, knownMs, notKnown, coverage } = tried
  const wholeMs = coverage.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)
  const details = [
    ...(fired === 0
      ? []
      : [texts.under30s(under30s), texts.longest(longestText(longestMs)), texts.critical(critical)]),
    ...(notKnown === null ? [] : [texts.partlyKnown(notKnown.subjects, notKnownText(notKnown.why))]),
    ...(knownMs < wholeShare * liveMs ? [texts.knownFor(formatAge(knownMs))] : []),
    ...(wholeMs > 0 && liveMs < wholeShare * wholeMs ? [texts.partly(formatAge(liveMs))] : []),
  ]
  return (
    <p aria-live="polite" className={isOutdated ? styles.outdated : styles.outcome}>
      <b>{texts.would[day](fired)}</b> <span>{details.join(' · ')}</span>
    </p>
  )
}

const longestText = (ms: number): string => (ms < 120_000 ? `${Math.round(ms / 1_000)} s` : formatWait(ms))

/** The same rule with a longer on-delay, where that makes it quieter. */
function Proposal({
  tried,
  onUse,
}: {
  readonly tried: TriedRule
  readonly onUse: (onDelay: string) => void
}) {
  const { onDelay, fired, under30s } = tried.withDelay
  if (fired >= tried.fired) return null
  const delay = formatDelay(onDelay)
  return (
    <p className={styles.proposal}>
      {texts.withDelay(delay, fired, under30s)}{' '}
      <button
        type="button"
        onClick={() => {
          onUse(delay)
        }}
      >
        {texts.use(delay)}
      </button>
    </p>
  )
}
