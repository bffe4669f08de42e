import type { EvaluatedScope } from './evaluated-feed.ts'
import { seenAlertOf, type SeenAlert } from './seen-alerts.ts'

/** The alerts of evaluated feeds as screens show them. `since` is a monotonic instant. */
export interface ShownAlerts {
  /** An alert is the same object until something else than its value changes. */
  readonly of: (evaluated: EvaluatedScope) => readonly SeenAlert[]
  /** The alerts of a feed changed. */
  readonly changed: (evaluated: EvaluatedScope) => void
}

type Texts = ReadonlyMap<string, { readonly text: string; readonly seen: SeenAlert }>

/** What a screen shows of an alert; its value is of the moment at which the rest changed. */
function textOf({ alert: { value: _value, ...rest }, members }: SeenAlert): string {
  return JSON.stringify([rest, members])
}

export function createShownAlerts(): ShownAlerts {
  const texts = new WeakMap<EvaluatedScope, Texts>()

  function changed(evaluated: EvaluatedScope): Texts {
    const at = evaluated.now()
    const before = texts.get(evaluated)
    const after = new Map(
      evaluated.live().flatMap((live) => {
        const seen = seenAlertOf(live, at)
        if (seen === undefined) return []
        const { alert, members } = seen
        const shown = { members, alert: { ...alert, since: alert.since - evaluated.offsetMs() } }
        const text = textOf(shown)
        const same = before?.get(alert.id)
        return [[alert.id, same?.text === text ? same : { text, seen: shown }] as const]
      }),
    )
    texts.set(evaluated, after)
    return after
  }

  return {
    of: (evaluated) => Array.from((texts.get(evaluated) ?? changed(evaluated)).values(), ({ seen }) => seen),
    changed,
  }
}
