import { z } from 'zod'
import { parseFrame, type Five9Event } from './envelope.ts'
import type { QueueName } from './rows.ts'

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
  const read = parseFrame(JSON.stringify(frame ?? null))
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

/** A frame as a line, with its line end, without customers. `t` is milliseconds since the recording began. */
export function encodeRecordingLine(t: number, event: Five9Event): string {
  return `${JSON.stringify({ t: Math.max(0, Math.round(t)), frame: withoutCustomers(event) })}\n`
}

/** Fields that tell who called or was called, wherever they stand in a frame. */
const customerFields: ReadonlySet<string> = new Set([
  'customer',
  'customerName',
  'customerNumber',
  'contact',
  'activeContact',
  'contacts',
  'ani',
  'dnis',
  'number',
  'phoneNumber',
  'callerId',
  'callVariables',
  'variables',
  'email',
  'emailAddress',
  'subject',
  'note',
  'notes',
  'comments',
])

/** Deeper than any Five9 frame; what lies below is dropped rather than trusted. */
const maxDepth = 24

/**
 * A frame without what tells of customers: agent rows lose `customer`, calls and contacts their numbers, names and
 * notes. Agents stay: a recording is of a team's own work, and is its owner's to share.
 */
export function withoutCustomers(frame: unknown, depth = 0): unknown {
  if (typeof frame !== 'object' || frame === null) return frame
  if (depth > maxDepth) return null
  if (Array.isArray(frame)) return frame.map((item: unknown) => withoutCustomers(item, depth + 1))
  return Object.fromEntries(
    Object.entries(frame)
      .filter(([field]) => !customerFields.has(field))
      .map(([field, value]: [string, unknown]) => [field, withoutCustomers(value, depth + 1)]),
  )
}
