import { DisplayHealth, type DisplaySummary } from '@wallboard/relay/rest/display-list'
import { displayPages as texts } from '../../i18n/index.ts'

type HealthOf = Pick<DisplaySummary, 'health'>

/** The number of displays, and of those with each health that occurs: "14 screens · 12 healthy · 1 silent". */
export function countsText(displays: readonly HealthOf[]): string {
  if (displays.length === 0) return ''
  const parts = DisplayHealth.options.flatMap((health) => {
    const count = displays.filter((display) => display.health === health).length
    return count === 0 ? [] : [texts.countOf[health](count)]
  })
  return texts.counts(displays.length, parts)
}
