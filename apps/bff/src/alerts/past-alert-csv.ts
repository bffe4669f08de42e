import { localTimeOf } from '@wallboard/history'
import { csvLine, type CsvCell } from '@wallboard/relay/csv'
import type { PastAlert } from '@wallboard/relay/rest/alerts'

const header: readonly CsvCell[] = [
  ...[
    'as_of',
    'domain',
    'fired_at',
    'ended_at',
    'duration_seconds',
    'level',
    'rule',
    'rule_id',
    'rule_revision',
  ],
  ...['entity_kind', 'entity_id', 'entity', 'metric', 'unit', 'value', 'limit', 'peak', 'end_reason'],
  ...['acknowledged_at', 'acknowledged_by', 'note', 'board'],
]

/** Durations in whole seconds, shares in per cent: as people write limits. */
function written(value: number | null, { unit }: PastAlert): number | null {
  if (value === null) return null
  if (unit === 'ms') return Math.round(value / 1_000)
  return Math.round((unit === 'share' ? value * 100 : value) * 1_000) / 1_000
}

const unitNames = { ms: 'seconds', share: 'percent', count: 'count', ratio: 'ratio' } as const

/** The log of alerts as a file (RFC 4180). Instants are local with their offset; unknown is empty. */
export function alertsCsv(
  alerts: readonly PastAlert[],
  { asOf, domain, timeZone }: { readonly asOf: number; readonly domain: string; readonly timeZone: string },
): string {
  const local = (at: number | null) => (at === null ? null : localTimeOf(at, timeZone))
  const line = (alert: PastAlert): readonly CsvCell[] => [
    ...[local(asOf), domain, local(alert.firedAt), local(alert.endedAt)],
    alert.endedAt === null ? null : Math.round((alert.endedAt - alert.firedAt) / 1_000),
    ...[alert.level, alert.rule.name, alert.rule.id, alert.rule.revision],
    ...[alert.entity.kind, alert.entity.id, alert.entity.name, alert.metric, unitNames[alert.unit]],
    ...[
      written(alert.value, alert),
      written(alert.limit, alert),
      written(alert.peak, alert),
      alert.endReason,
    ],
    ...[local(alert.acknowledgedAt), alert.acknowledgedBy],
    alert.events.findLast(({ note }) => note !== null)?.note ?? null,
    alert.board?.name ?? null,
  ]
  return [header, ...alerts.map(line)].map(csvLine).join('')
}
