import {
  serviceLevelFormulas,
  serviceLevels,
  type CampaignRecord,
  type ServiceLevelFormula,
  type ShareRange,
} from '@wallboard/statistics/campaign-table'
import { campaignsPage as texts } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'

/** What the column of service levels shows: Five9's share as it is sent, or one of the five formulas. */
export type ShownFormula = ServiceLevelFormula | 'five9'
export const shownFormulas: readonly ShownFormula[] = ['five9', ...serviceLevelFormulas]

export const isShownFormula = (value: string | null | undefined): value is ShownFormula =>
  shownFormulas.some((formula) => formula === value)

export const isFormula = (value: string | null | undefined): value is ServiceLevelFormula =>
  value !== 'five9' && isShownFormula(value)

/** The service level of a campaign by each formula; undefined where Five9's own formula is not stated or a figure lacks. */
export function levelsOf(
  { answered, abandoned, sentServiceLevel }: CampaignRecord,
  sentFormula: ServiceLevelFormula | undefined,
): Readonly<Record<ServiceLevelFormula, ShareRange | undefined>> | undefined {
  if (sentFormula === undefined || answered === undefined || abandoned === undefined) return undefined
  if (sentServiceLevel === undefined) return undefined
  return serviceLevels({ answered, abandoned, sent: sentServiceLevel, sentFormula })
}

/** "84 %", "81–86 %" within bounds, "–" for an unknown one. */
export function rangeText(range: ShareRange | undefined): string {
  if (range === undefined) return '–'
  const [low, high] = [formatFigure(range.low, 'share'), formatFigure(range.high, 'share')]
  return low === high ? low : texts.range(low.replace(' %', ''), high)
}

/** The service level that the column shows. */
export function serviceLevelText(
  record: CampaignRecord,
  shown: ShownFormula,
  sentFormula: ServiceLevelFormula | undefined,
): string {
  if ((record.answered ?? 0) + (record.abandoned ?? 0) === 0) return '–'
  if (shown === 'five9') return formatFigure(record.sentServiceLevel, 'share')
  return rangeText(levelsOf(record, sentFormula)?.[shown])
}
