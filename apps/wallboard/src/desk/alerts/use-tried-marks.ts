import { useNavigate } from '@tanstack/react-router'
import type { TriedRule } from '@wallboard/relay/rest/alerts'
import type { Unit } from '@wallboard/statistics'
import { useMemo } from 'react'
import { addressOf } from '../../api/address.ts'
import type { LimitMark } from '../../board/charts/limit-chart.tsx'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { board, tryPanel as texts } from '../../i18n/index.ts'
import { formatFigure } from '../../ui/format/figure.ts'
import { formatTime } from '../../ui/format/wait.ts'
import { entityName } from '../active-alerts/alert-text.ts'

/** The alerts of a tried rule as marks of its chart: links to the moments in the history. */
export function useTriedMarks({ alerts }: Pick<TriedRule, 'alerts'>, unit: Unit) {
  const navigate = useNavigate()
  const zone = useSiteZone()
  const marks = useMemo(
    () =>
      alerts.map(({ at, entity, level, peak }): LimitMark => ({
        ...{ at, level },
        text: texts.mark(
          board.levels[level],
          entityName(entity),
          formatTime(at, zone),
          formatFigure(peak ?? undefined, unit),
        ),
        href: addressOf(`history?at=${encodeURIComponent(new Date(at).toISOString())}`),
      })),
    [alerts, unit, zone],
  )
  const open = ({ at }: LimitMark) =>
    void navigate({ to: '/history', search: { at: new Date(at).toISOString() } })
  return { marks, open }
}
