import type { Row } from '@wallboard/statistics'
import { brotliCompressSync, brotliDecompressSync, constants, crc32 } from 'node:zlib'
import { decodeLine, encodeLine, encodeTables, type RecordedChange, type SegmentEnd } from './segment-line.ts'

/**
 * `keyframe`: one line with all rows of a source. `changes`: the changes of a source, in order. `seek-point`: one line with
 * all rows too, which follow from the keyframe and the changes before it: it only spares a seek to apply these.
 */
export type SegmentKind = 'keyframe' | 'changes' | 'seek-point'

const kinds = ['keyframe', 'changes', 'seek-point'] as const satisfies readonly SegmentKind[]
/** The stored number of a kind. */
export const packSegmentKind = (kind: SegmentKind): number => kinds.indexOf(kind)
/** The kind of a stored number; undefined for a number that this version does not know. */
export const segmentKindOf = (stored: number): SegmentKind | undefined => kinds[stored]

/** A compressed, checksummed run of changes of one data source. */
export interface Segment {
  readonly kind: SegmentKind
  /** Instant of the first and of the last line, epoch milliseconds of the recording clock. */
  readonly startsAt: number
  readonly endsAt: number
  readonly firstSeq: number
  readonly lastSeq: number
  /** The end of the segment with changes before this one; undefined for the first one, and where it is not known. */
  readonly previous?: SegmentEnd
  /** How the body is encoded. */
  readonly codec: number
  /** CRC-32 of the body: SQLite's own check does not find a flipped bit in a stored value. */
  readonly crc: number
  readonly body: Uint8Array
}

/** Version of the encoding of a body: JSON lines, compressed by brotli. */
const plainCodec = 1
/** Some of the lines have an offset, which a server that knows the first version alone would not see. */
const offsetCodec = 2
/** The line has tables of rows. */
const tableCodec = 3

/**
 * The recorder compresses quickly; compaction compresses longer segments again, with more effort. Quality 1 takes a third
 * of the time of quality 4 for 8 to 10 % more bytes, which stay until the day is compacted.
 */
export type CompressionEffort = 'recording' | 'compaction'
const effortParams = {
  recording: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 18 },
  compaction: { [constants.BROTLI_PARAM_QUALITY]: 5 },
} as const satisfies Record<CompressionEffort, Readonly<Record<number, number>>>

/** A body may not unpack to more: a damaged length must not exhaust the memory. */
const maxUnpackedBytes = 256 * 1024 * 1024

/**
 * Bytes that are unpacked at once: about those of the whole segment. Node's default of 16 KiB makes dozens of parts of a
 * large one, and a buffer of 256 KiB is most of the work on a small one.
 */
const chunkSizeOf = (bodyBytes: number): number => Math.min(256 * 1024, Math.max(4 * 1024, 16 * bodyBytes))

/** Lines of one data source in order, each encoded once. */
export interface SegmentLines {
  readonly add: (change: RecordedChange) => void
  /** Adds a line with all rows of the source; in tables, which are read in half of the time. */
  readonly addTables: (rows: readonly Row[], end: SegmentEnd) => void
  /** Adds a line of `lineOfRows`. */
  readonly addLine: (line: string, end: SegmentEnd) => void
  /** The length of the lines since the last call of `pack`. */
  readonly chars: () => number
  /** The lines since the last call as a segment; undefined when there are none. */
  readonly pack: (kind: SegmentKind, effort: CompressionEffort) => Segment | undefined
}

export function createSegmentLines(): SegmentLines {
  let lines: string[] = []
  let chars = 0
  let codec = plainCodec
  let first: SegmentEnd | undefined
  let last: SegmentEnd | undefined

  function append(line: string, { at, seq }: SegmentEnd): void {
    lines.push(line)
    chars += line.length
    last = { at, seq }
    first ??= last
  }

  return {
    add(change) {
      append(encodeLine(change), change)
    },
    addTables(rows, end) {
      const line = encodeTables(rows, end)
      if (line !== undefined) codec = tableCodec
      append(line ?? encodeLine({ ...end, added: rows, updated: [], removed: [] }), end)
    },
    addLine(line, end) {
      codec = Math.max(codec, offsetCodec)
      append(line, end)
    },
    chars: () => chars,
    pack(kind, effort) {
      if (first === undefined || last === undefined) return undefined
      const body = compressed(lines.join('\n'), effort)
      const segment = {
        ...{ kind, startsAt: first.at, endsAt: last.at, firstSeq: first.seq, lastSeq: last.seq },
        ...{ codec, crc: crc32(body), body },
      }
      lines = []
      chars = 0
      codec = plainCodec
      first = undefined
      last = undefined
      return segment
    },
  }
}

function compressed(lines: string, effort: CompressionEffort): Uint8Array {
  const text = Buffer.from(lines)
  return brotliCompressSync(text, {
    params: { ...effortParams[effort], [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
  })
}

/**
 * Packs changes of one data source.
 *
 * @param changes in order; undefined is returned when there is none
 */
export function packSegment(
  kind: SegmentKind,
  changes: readonly RecordedChange[],
  effort: CompressionEffort,
): Segment | undefined {
  const lines = createSegmentLines()
  changes.forEach(lines.add)
  return lines.pack(kind, effort)
}

/** Why a segment cannot be read. `newer-version`: a newer server wrote it, and this one must not evaluate its content. */
export type SegmentFault = 'damaged' | 'newer-version'

export type UnpackedSegment =
  | { readonly type: 'changes'; readonly changes: readonly RecordedChange[] }
  | { readonly type: 'fault'; readonly fault: SegmentFault }

const damaged: UnpackedSegment = { type: 'fault', fault: 'damaged' }

/**
 * Reads a segment back. Everything in it comes from a disk, so nothing is trusted before its checksum holds.
 *
 * @param isWanted of the text of a line: others are not parsed, and left out
 */
export function unpackSegment(
  stored: { readonly codec: number; readonly crc: number; readonly body: Uint8Array },
  isWanted: (line: string) => boolean = () => true,
): UnpackedSegment {
  if (crc32(stored.body) !== stored.crc) return damaged
  if (stored.codec > tableCodec) return { type: 'fault', fault: 'newer-version' }
  const text = unpacked(stored.body)
  if (text === undefined) return damaged
  const changes: RecordedChange[] = []
  for (const line of text.split('\n')) {
    if (!isWanted(line)) continue
    const change = decodeLine(line)
    if (change === undefined) return damaged
    changes.push(change)
  }
  return { type: 'changes', changes }
}

function unpacked(body: Uint8Array): string | undefined {
  try {
    const chunkSize = chunkSizeOf(body.length)
    return brotliDecompressSync(body, { maxOutputLength: maxUnpackedBytes, chunkSize }).toString('utf8')
  } catch {
    return undefined
  }
}
