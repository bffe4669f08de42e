import { unpackSegment, type RecordedChange, type Segment } from '@wallboard/history'
import { crc32 } from 'node:zlib'
import { StorageError } from '../../storage/storage-error.ts'

/** Nothing from an instant on can be read, until the next keyframe. */
export class DamagedFrom extends StorageError {
  override name = 'DamagedFrom'
  readonly from: number

  constructor(from: number) {
    super('damaged', 'a part of the recording is damaged; choose an instant after it')
    this.from = from
  }
}

/** The checksum covers the body alone: a damaged instant or number beside it does not fit the body. */
function isDescribedBy(segment: Segment, changes: readonly RecordedChange[]): boolean {
  const [first, last] = [changes[0], changes.at(-1)]
  return (
    first?.at === segment.startsAt &&
    first.seq === segment.firstSeq &&
    last?.at === segment.endsAt &&
    last.seq === segment.lastSeq
  )
}

/**
 * The changes of a stored segment.
 * @throws DamagedFrom, or StorageError when a newer version of the server wrote it
 */
export function changesIn(segment: Segment): readonly RecordedChange[] {
  const changes = changesWhere(segment)
  if (!isDescribedBy(segment, changes)) throw new DamagedFrom(segment.startsAt)
  return changes
}

const lineStart = '{"t":'
/** Digits of an epoch in milliseconds, and some more. */
const maxDigits = 20
/** The instant of a line, read from its text; NaN for what is no line. */
const instantOf = (line: string): number =>
  line.startsWith(lineStart)
    ? Number.parseInt(line.slice(lineStart.length, lineStart.length + maxDigits))
    : NaN

/**
 * The changes of a stored segment up to an instant. Of later lines only the last ones are parsed: the instants
 * and numbers beside the segment must describe it.
 * @throws like `changesIn`
 */
export function changesUntil(segment: Segment, at: number): readonly RecordedChange[] {
  if (segment.endsAt <= at) return changesIn(segment)
  const changes = changesWhere(segment, (line) => {
    const instant = instantOf(line)
    return !(instant > at) || instant === segment.startsAt || instant === segment.endsAt
  })
  if (!isDescribedBy(segment, changes)) throw new DamagedFrom(segment.startsAt)
  return changes.filter((change) => change.at <= at)
}

/**
 * The changes of a stored segment whose line passes a filter. Lines that do not are never parsed.
 * @throws like `changesIn`
 */
export function changesWhere(
  segment: Segment,
  isWanted?: (line: string) => boolean,
): readonly RecordedChange[] {
  const unpacked = unpackSegment(segment, isWanted)
  if (unpacked.type === 'changes') return unpacked.changes
  if (unpacked.fault === 'damaged') throw new DamagedFrom(segment.startsAt)
  throw new StorageError(
    'failed',
    'a newer version of this server wrote this part of the recording; update the server to read it',
  )
}

/**
 * Checks a segment with all rows, which are not needed: its line is not parsed.
 * @throws like `changesIn`
 */
export function checkRows(segment: Segment): void {
  const { startsAt, endsAt, firstSeq, lastSeq } = segment
  const start = `{"t":${startsAt},"s":${firstSeq}`
  const isDescribed = (line: string) =>
    line.startsWith(start) && (line[start.length] === ',' || line[start.length] === '}')
  const others = changesWhere(segment, (line) => !isDescribed(line))
  if (others.length > 0 || startsAt !== endsAt || firstSeq !== lastSeq) throw new DamagedFrom(startsAt)
}

/**
 * Checks the body of a segment whose changes are not needed.
 * @throws DamagedFrom
 */
export function checkBody({ body, crc, startsAt }: Segment): void {
  if (crc32(body) !== crc) throw new DamagedFrom(startsAt)
}

export const isDamage = (error: unknown): error is StorageError =>
  error instanceof StorageError && error.fault === 'damaged'
