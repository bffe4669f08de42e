import type { Compared, HistoryWhy } from '@wallboard/relay/rest/why'
import { whyPanel as text } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatWait } from '../../ui/format/wait.ts'

export type WhyRowName = keyof typeof text.rows

/** One line of the table. Every value is ready to be shown; "–" is not known. */
export interface WhyRow {
  readonly name: WhyRowName
  readonly now: string
  readonly usual: string
  readonly share: string
  /** What the figures are, for the hover. */
  readonly about: string
  readonly aboutShare: string | undefined
}

/** A factor that made the wait shorter, and by how many seconds. */
export interface Eased {
  readonly name: WhyRowName
  readonly seconds: number
}

const unknown = '–'
/** Less than a second eases nothing that a person notices. */
const minEasedSeconds = 1

/** At most one decimal: agents are means over the window. */
const count = (value: number | null): string =>
  formatFigure(value === null ? undefined : Math.round(value * 10) / 10, 'count')
const whole = (value: number | null): string =>
  formatFigure(value === null ? undefined : Math.round(value), 'count')
const duration = (seconds: number | null): string =>
  seconds === null ? unknown : formatWait(seconds * 1_000)

const shownBy = (show: (value: number | null) => string, { now, usual }: Compared) => ({
  now: show(now),
  usual: show(usual),
})

/** The lines of the table, and what eased the wait. */
export function whyRows(why: HistoryWhy): {
  readonly rows: readonly WhyRow[]
  readonly eased: readonly Eased[]
} {
  const { shares, wait } = why
  const aboutShare =
    wait === null || shares === null
      ? undefined
      : text.about.share(
          duration(wait.now),
          duration(wait.usual),
          why.patience === null ? undefined : duration(why.patience),
        )
  const shareOf = (name: 'calls' | 'staffed' | 'handleTime') => {
    const share = shares?.[name].share ?? null
    return { share: share === null ? unknown : text.shareOf(share), aboutShare }
  }
  const calls = shownBy(whole, why.calls)
  const rows: WhyRow[] = [
    {
      name: 'calls',
      ...(why.areCallsExact || why.calls.now === null ? calls : { ...calls, now: `≥${calls.now}` }),
      ...shareOf('calls'),
      about: why.areCallsExact ? text.about.callsExact : text.about.callsAtLeast,
    },
    {
      name: 'staffed',
      ...shownBy(count, why.staffed),
      ...shareOf('staffed'),
      about: text.about.staffed(count(why.effectiveAgents.now), count(why.effectiveAgents.usual)),
    },
    {
      name: 'handleTime',
      ...shownBy(duration, why.handleTime),
      ...shareOf('handleTime'),
      about: text.about.handleTime(whole(why.handled.now), whole(why.handled.usual)),
    },
    {
      name: 'abandoned',
      ...shownBy(whole, why.abandoned),
      ...{ share: unknown, aboutShare: undefined },
      about: why.abandoned.now === null ? text.about.abandonedUnknown : text.about.abandoned,
    },
  ]
  const eased = (['calls', 'staffed', 'handleTime'] as const).flatMap((name) => {
    const seconds = -(shares?.[name].seconds ?? 0)
    return seconds >= minEasedSeconds ? [{ name, seconds }] : []
  })
  return { rows, eased }
}
