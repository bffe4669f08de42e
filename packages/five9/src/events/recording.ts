import { z } from 'zod'
import { parseFrame, type Five9Event } from './envelope.ts'
import { EventId } from './event-ids.ts'
import { numericFieldsOf } from './numeric-fields.ts'
import type { QueueName } from './rows.ts'
import { isRecord, parseJson } from './wire-values.ts'

/**
 * A recording holds what a Five9 domain sent, without customer data, as a gzip-compressed file with one JSON value per
 * line. The first line is the header; each other line is a frame with its time in milliseconds since `recordedAt`.
 * docs/recordings.md describes the format.
 */
export const recordingVersion = 1

const Header = z.looseObject({
  recording: z.literal(recordingVersion),
  /** Epoch milliseconds by the clock of the recording machine. */
  recordedAt: z.number().nonnegative(),
  kind: z.enum(['supervisor', 'agent']).catch('supervisor'),
  queues: z.array(z.looseObject({ id: z.coerce.string(), name: z.string() })).catch([]),
})
export type RecordingHeader = z.infer<typeof Header>

const Line = z.object({ t: z.number().nonnegative(), frame: z.unknown() })

/** One frame of a recording: its time, its event, and the frame without customer data. */
export interface RecordedFrame {
  /** Milliseconds since the start of the recording. */
  readonly t: number
  readonly event: Five9Event
  readonly frame: unknown
}

/** The result of parsing a line; `reason` says why it failed. */
export type ReadLine<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }

/** Parses the first line of a recording. Never throws. */
export function parseRecordingHeader(line: string): ReadLine<RecordingHeader> {
  const value = parseJson(line)
  if (value === undefined) return { ok: false, reason: 'the first line is not JSON' }
  const parsed = Header.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, reason: 'the first line is not the header of a recording of version 1' }
}

/** Parses any other line. Never throws. */
export function parseRecordingLine(line: string, lineNumber: number): ReadLine<RecordedFrame> {
  const value = parseJson(line)
  if (value === undefined) return { ok: false, reason: `line ${lineNumber} is not JSON` }
  const parsed = Line.safeParse(value)
  if (!parsed.success) return { ok: false, reason: `line ${lineNumber} has no time or frame` }
  const { t, frame } = parsed.data
  const read = parseFrame(stringified(frame ?? null) ?? '')
  if (!read.ok) return { ok: false, reason: `line ${lineNumber} holds no event` }
  return { ok: true, value: { t, frame, event: read.event } }
}

/** The header of a new recording. */
export interface NewRecording {
  readonly recordedAt: number
  readonly kind: 'supervisor' | 'agent'
  readonly queues: readonly QueueName[]
}

/** The header as a line, including the line end. */
export function encodeRecordingHeader(header: NewRecording): string {
  return `${JSON.stringify({ recording: recordingVersion, ...header })}\n`
}

/**
 * A frame as a line without customer data, including the line end. `t` is milliseconds since the start of the recording.
 * A payload that is nested too deeply for JSON.stringify is replaced by null.
 */
export function encodeRecordingLine(t: number, event: Five9Event): string {
  const line = { t: Math.max(0, Math.round(t)), frame: scrubCustomerData(event) }
  const text = stringified(line) ?? JSON.stringify({ ...line, frame: { ...line.frame, payLoad: null } })
  return `${text}\n`
}

/** JSON text; undefined for a value whose nesting would exhaust the stack. */
function stringified(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined // a value parsed from JSON has no cycle: depth is the only cause
  }
}

/** Fields with text or objects about agents, queues and campaigns, not customers. Any other field must be a number. */
const allowedFields: ReadonlySet<string> = new Set([
  'id',
  'state',
  'callType',
  'campaignId',
  'reasonCodeId',
  'mediaAvailability',
  'readyChannels',
  'presence',
  'channelAvailability',
  'dispositions',
  'campaignState',
  'mode',
  'profileId',
  'userId',
  'userName',
  'fullName',
  'role',
  'station',
])

/** Events whose payload is about the connection or the domain (metadata, states, times) and is recorded. */
const allowedEvents: ReadonlySet<string> = new Set([
  EventId.EVENT_LOGIN_STATE_UPDATED,
  EventId.EVENT_MAINTENANCE_ANNOUNCED,
  EventId.EVENT_MAINTENANCE_STARTED,
  EventId.EVENT_MAINTENANCE_COMPLETED,
  EventId.SERVER_CONNECTED,
  EventId.DUPLICATE_CONNECTION,
  EventId.PONG,
  EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN,
  EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN_FORCED,
  EventId.FARM_EVENT,
])

/** A number, or a number in text. Other text may be the name of a customer. */
const isNumber = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,9})?$/.test(value))

function rowWithoutCustomers(row: unknown, isNumericField: (field: string) => boolean): unknown {
  if (!isRecord(row)) return row
  return Object.fromEntries(
    Object.entries(row).filter(([field, value]) => {
      if (typeof value === 'boolean' || allowedFields.has(field)) return true
      // A telephone number is a number too, so only fields known to be numeric keep their numbers.
      return isNumericField(field) && (value === null || isNumber(value))
    }),
  )
}

function blockWithoutCustomers(block: unknown): unknown {
  if (!isRecord(block)) return null
  const isNumericField = numericFieldsOf(typeof block.dataSource === 'string' ? block.dataSource : '')
  const rows = (list: unknown) =>
    Array.isArray(list) ? list.map((row: unknown) => rowWithoutCustomers(row, isNumericField)) : undefined
  const { dataSource, removed } = block
  return {
    dataSource,
    data: rows(block.data),
    added: rows(block.added),
    updated: rows(block.updated),
    removed,
  }
}

/**
 * Removes customer data from an event. Statistics keep counts, times, states and the names of agents. Of any other event
 * only the context is kept, unless its payload is known to be about the connection or the domain.
 */
export function scrubCustomerData({ context, payLoad }: Five9Event): Five9Event {
  const isStatistics =
    context.eventId === EventId.EVENT_STATS || context.eventId === EventId.EVENT_INCREMENTAL_STATS_UPDATE
  if (isStatistics)
    return { context, payLoad: Array.isArray(payLoad) ? payLoad.map(blockWithoutCustomers) : null }
  return { context, payLoad: allowedEvents.has(context.eventId) ? payLoad : null }
}
