import { z } from 'zod'
import { parseFrame, type Five9Event } from './envelope.ts'
import { EventId } from './event-ids.ts'
import { numericFieldsOf } from './numeric-fields.ts'
import type { QueueName } from './rows.ts'
import { isRecord } from './wire-values.ts'

/**
 * A recording: what a Five9 domain sent, without customers, as a gzip-compressed file of lines of JSON. The first line
 * is the header; each further one is a frame with its time in milliseconds since `recordedAt`. docs/recordings.md
 * describes it.
 */
export const recordingVersion = 1

const Header = z.looseObject({
  recording: z.literal(recordingVersion),
  /** Epoch milliseconds, by the clock of whoever recorded. */
  recordedAt: z.number().nonnegative(),
  kind: z.enum(['supervisor', 'agent']).catch('supervisor'),
  queues: z.array(z.looseObject({ id: z.coerce.string(), name: z.string() })).catch([]),
})
export type RecordingHeader = z.infer<typeof Header>

const Line = z.object({ t: z.number().nonnegative(), frame: z.unknown() })

/** One frame of a recording: its event, when, and the frame as it was sent, but for customers. */
export interface RecordedFrame {
  /** Milliseconds since the recording began. */
  readonly t: number
  readonly event: Five9Event
  readonly frame: unknown
}

/** What reading a line came to; a refusal says what does not fit. */
export type ReadLine<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string }

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined // the caller says that it is no JSON
  }
}

/** Reads the first line of a recording. Never throws. */
export function parseRecordingHeader(line: string): ReadLine<RecordingHeader> {
  const value = parseJson(line)
  if (value === undefined) return { ok: false, reason: 'the first line is not JSON' }
  const parsed = Header.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, reason: 'the first line is not the header of a recording of version 1' }
}

/** Reads any further line. Never throws. */
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

/** What a new recording says of itself. */
export interface NewRecording {
  readonly recordedAt: number
  readonly kind: 'supervisor' | 'agent'
  readonly queues: readonly QueueName[]
}

/** The header as a line, with its line end. */
export function encodeRecordingHeader(header: NewRecording): string {
  return `${JSON.stringify({ recording: recordingVersion, ...header })}\n`
}

/**
 * A frame as a line, with its line end, without customers. `t` is milliseconds since the recording began. A payload that
 * is nested too deep to be written is left out.
 */
export function encodeRecordingLine(t: number, event: Five9Event): string {
  const line = { t: Math.max(0, Math.round(t)), frame: scrubCustomerData(event) }
  const text = stringified(line) ?? JSON.stringify({ ...line, frame: { ...line.frame, payLoad: null } })
  return `${text}\n`
}

/** JSON text; undefined for a value that is nested so deep that writing it would exhaust the stack. */
function stringified(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined // what came as JSON has no cycle and no other way to fail
  }
}

/** Text and objects of rows that tell of agents, queues and campaigns, and not of customers. All else must be a number. */
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

/** Events whose payload is about the connection or the domain, and is kept: metadata, states, times. */
const allowedEvents: ReadonlySet<string> = new Set([
  EventId.LOGIN_STATE_UPDATED,
  EventId.MAINTENANCE_ANNOUNCED,
  EventId.MAINTENANCE_STARTED,
  EventId.MAINTENANCE_COMPLETED,
  EventId.SERVER_CONNECTED,
  EventId.DUPLICATE_CONNECTION,
  EventId.PONG,
  EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN,
  EventId.SERVER_MAINTENANCE_SWITCHOVER_RELOGIN_FORCED,
  EventId.FARM_EVENT,
])

/** A number, also as text; text that is no number may be anybody's name. */
const isNumber = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d{1,15}(?:\.\d{1,9})?$/.test(value))

function rowWithoutCustomers(row: unknown, dataSource: unknown): unknown {
  if (!isRecord(row)) return row
  const source = typeof dataSource === 'string' ? dataSource : ''
  return Object.fromEntries(
    Object.entries(row).filter(([field, value]) => {
      if (typeof value === 'boolean' || allowedFields.has(field)) return true
      // A telephone number is a number too: only fields that are known to count may hold one.
      return numericFieldsOf(source)(field) && (value === null || isNumber(value))
    }),
  )
}

function blockWithoutCustomers(block: unknown): unknown {
  if (!isRecord(block)) return null
  const rows = (list: unknown) =>
    Array.isArray(list) ? list.map((row: unknown) => rowWithoutCustomers(row, block.dataSource)) : undefined
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
 * An event without what might tell of customers. Of statistics only what is known to be of the domain is kept: counts,
 * times, states, and the names of agents, whose own work a recording is. Of any other event only that it came, unless
 * its payload is known to be of the connection.
 */
export function scrubCustomerData({ context, payLoad }: Five9Event): Five9Event {
  const isStatistics =
    context.eventId === EventId.EVENT_STATS || context.eventId === EventId.EVENT_INCREMENTAL_STATS_UPDATE
  if (isStatistics)
    return { context, payLoad: Array.isArray(payLoad) ? payLoad.map(blockWithoutCustomers) : null }
  return { context, payLoad: allowedEvents.has(context.eventId) ? payLoad : null }
}
