import { isWireRow, type ClientMessage, type WireServerMessage } from './messages.ts'

/**
 * Checks of the most frequent messages, faster than their schemas: a client decodes changes four times a second and a
 * heartbeat each second, a server with thousands of clients decodes thousands of acknowledgements, and in a storm a report
 * of each display. Only their plain form is recognized; the schemas accept everything that is accepted here, and decide
 * about all other messages.
 */

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const isCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const isDuration = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0
const isListOf = (value: unknown, isOne: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isOne)
const isNothing = () => false
const isText = (value: unknown): boolean => typeof value === 'string'
/** A message with more or fewer fields is left to its schema. */
function hasFieldCount(value: object, fields: number): boolean {
  let count = 0
  for (const _ in value) count += 1 // a list of the keys would be created for each message
  return count === fields
}

type Ack = Extract<ClientMessage, { type: 'ack' }>

/** Recognizes an acknowledgement. */
export function matchesAck(value: unknown): value is Ack {
  return (
    isRecord(value) &&
    value['type'] === 'ack' &&
    typeof value['epoch'] === 'string' &&
    value['epoch'].length <= 64 &&
    isCount(value['seq']) &&
    ('paintedAgoMs' in value
      ? isDuration(value['paintedAgoMs']) && hasFieldCount(value, 4)
      : hasFieldCount(value, 3))
  )
}

type Report = Extract<ClientMessage, { type: 'report' }>

const isPixels = (value: unknown): boolean => isCount(value) && Number(value) <= 40_000
const isDurationOrNull = (value: unknown): boolean => value === null || isDuration(value)

/** Recognizes the report of a display. */
export function matchesReport(value: unknown): value is Report {
  if (!isRecord(value) || value['type'] !== 'report' || !hasFieldCount(value, 2)) return false
  const report = value['report']
  return (
    isRecord(report) &&
    isPixels(report['width']) &&
    isPixels(report['height']) &&
    typeof report['build'] === 'string' &&
    report['build'].length <= 64 &&
    isDurationOrNull(report['paintedAgeMs']) &&
    isDurationOrNull(report['frameMsP50']) &&
    isDurationOrNull(report['frameMsP95']) &&
    isDurationOrNull(report['heapBytes']) &&
    (report['sound'] === 'on' || report['sound'] === 'off' || report['sound'] === 'blocked') &&
    hasFieldCount(report, 8)
  )
}

type Changes = Extract<WireServerMessage, { type: 'changes' }>

/** Recognizes changes without `queues`. */
export function matchesChanges(value: unknown): value is Changes {
  return (
    isRecord(value) &&
    value['type'] === 'changes' &&
    value['eventId'] === '5012' &&
    typeof value['epoch'] === 'string' &&
    isCount(value['prev']) &&
    isCount(value['seq']) &&
    typeof value['asOf'] === 'number' &&
    isListOf(value['payLoad'], matchesChange) &&
    hasFieldCount(value, 7)
  )
}

type Heartbeat = Extract<WireServerMessage, { type: 'heartbeat' }>

/** Recognizes the heartbeat of a link that is up and complete: the only message of most seconds without changes. */
export function matchesHeartbeat(value: unknown): value is Heartbeat {
  if (!isRecord(value) || value['type'] !== 'heartbeat' || !hasFieldCount(value, 4)) return false
  const link = value['link']
  if (!isRecord(link) || !hasFieldCount(link, 7)) return false
  const { state, reason, since, confirmedAt, domainOffsetMs, unconfirmed, unreadLists } = link
  return (
    state === 'up' &&
    reason === null &&
    [value['serverTime'], value['wallOffsetMs'], since, confirmedAt, domainOffsetMs].every(Number.isFinite) &&
    [unconfirmed, unreadLists].every((list) => isListOf(list, isNothing))
  )
}

function matchesChange(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['dataSource'] === 'string' &&
    isListOf(value['added'], isWireRow) &&
    isListOf(value['updated'], isWireRow) &&
    isListOf(value['removed'], isText) &&
    hasFieldCount(value, 4)
  )
}
