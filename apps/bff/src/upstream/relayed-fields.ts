import {
  acdStatusFields,
  agentStateFields,
  agentStatisticFields,
  DataSource,
  inboundCampaignFields,
  outboundCampaignFields,
  outboundManagerFields,
  type StatRow,
} from '@wallboard/five9/events'

/**
 * The fields that this server stores and relays, per data source: documented fields with scalar values. All others are
 * dropped: fields that Five9 adds later may hold customer data, and nested or large values would burden every client.
 * `customer` is excluded on purpose.
 */
const agentState = [
  ...agentStateFields,
  'state',
  'callType',
  'campaignId',
  'mediaAvailability',
  'reasonCodeId',
  'permanentRecording',
  'sessionRecording',
  'readyChannels',
]

export const fieldsBySource: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    [DataSource.AcdStatus]: acdStatusFields,
    [DataSource.AgentState]: agentState,
    [DataSource.AgentStatistic]: agentStatisticFields,
    [DataSource.InboundCampaignStatistics]: inboundCampaignFields,
    [DataSource.OutboundCampaignStatistics]: outboundCampaignFields,
    [DataSource.OutboundCampaignManager]: [...outboundManagerFields, 'campaignState'],
    [DataSource.CampaignState]: [
      'campaignState',
      'stateSince',
      'mode',
      'profileId',
      'priority',
      'ratio',
      'currentAction',
    ],
    [DataSource.UserSession]: ['userId', 'userName', 'fullName', 'role', 'sessionStart', 'station'],
    [DataSource.Stations]: [],
  }).map(([source, fields]) => [source, new Set(['id', ...fields])]),
)

export const isRelayedSource = (dataSource: string): boolean => fieldsBySource.has(dataSource)

/** No state, id or name is longer. */
const maxTextLength = 256
const maxIdLength = 128

export const isRelayedId = (id: string): boolean => id.length <= maxIdLength

/** A longer name fits no screen. */
const maxNameLength = 5_000

export const relayedName = (name: string): string => name.slice(0, maxNameLength)

const isScalar = (value: unknown): boolean =>
  value === null ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && value.length <= maxTextLength)

type OpenRow = Readonly<Record<string, unknown>>

/** Waits are counted on from this field: an update that repeats its value sets a new date. */
export const waitField = 'currentLongestQueueTime'

/**
 * The row with relayed fields only. An invalid value becomes null, which means unknown: without it the previous value
 * would remain as if it were true. Usually nothing has to be removed, and the same object is returned. Undefined for an
 * invalid id, and for a data source that is not relayed.
 */
export function relayedRow(dataSource: string, row: StatRow): StatRow | undefined {
  const allowed = fieldsBySource.get(dataSource)
  if (allowed === undefined || !isRelayedId(row.id)) return undefined
  let isClean = true
  for (const field in row)
    if (!allowed.has(field) || !isScalar(row[field])) {
      isClean = false
      break
    }
  if (isClean) return row
  const relayed: Record<string, unknown> & { id: string } = { id: row.id }
  for (const field of allowed) {
    if (field === 'id' || !Object.hasOwn(row, field)) continue
    const value: unknown = row[field]
    relayed[field] = isScalar(value) ? value : null
  }
  return relayed
}

/**
 * The fields of a row that may differ from the row that is held, as far as they are relayed, and the field of the wait, whose
 * repetition has a meaning. Most fields of most rows are unchanged: a value that is held was checked when it came, the
 * others are still to be checked.
 */
export function relayedPart(dataSource: string, held: OpenRow, row: OpenRow): OpenRow {
  const allowed = fieldsBySource.get(dataSource)
  if (allowed === undefined) return row
  const part: Record<string, unknown> = { id: held['id'] }
  for (const field in row) {
    const value: unknown = row[field]
    if (value === held[field] && field !== waitField) continue
    if (field !== 'id' && allowed.has(field)) part[field] = value
  }
  return part
}
