import { createReadStream, createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
import { constants, createGunzip, createGzip } from 'node:zlib'
import { BadInput } from '../errors.ts'
import {
  encodeRecordingHeader,
  encodeRecordingLine,
  parseRecordingHeader,
  parseRecordingLine,
  type Five9Event,
  type NewRecording,
  type RecordedFrame,
  type RecordingHeader,
} from '../events/index.ts'

/** Writes a recording. */
export interface RecordingWriter {
  /** Adds an event that arrived at an instant (epoch milliseconds). */
  readonly add: (event: Five9Event, receivedAt: number) => void
  readonly frames: () => number
  /** Resolves when the file is complete. */
  readonly close: () => Promise<void>
}

/** A killed program loses at most the events of this many milliseconds. */
const flushEveryMs = 1_000

/**
 * Starts a recording in a new file. @throws BadInput when the file exists or cannot be written; `close` rejects when
 * writing fails later
 */
export async function createRecording(path: string, header: NewRecording): Promise<RecordingWriter> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  await new Promise<void>((resolve, reject) => {
    file.once('open', () => {
      resolve()
    })
    file.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EEXIST' ? 'the file exists already; choose another name' : cause.message
      reject(new BadInput(`${path} cannot be written: ${reason}`))
    })
  })
  const gzip = createGzip()
  gzip.pipe(file)
  gzip.write(encodeRecordingHeader(header))
  const flushing = setInterval(() => {
    gzip.flush(constants.Z_SYNC_FLUSH)
  }, flushEveryMs)
  let frames = 0
  return {
    add(event, receivedAt) {
      gzip.write(encodeRecordingLine(receivedAt - header.recordedAt, event))
      frames += 1
    },
    frames: () => frames,
    async close() {
      clearInterval(flushing)
      gzip.end()
      await finished(file)
    },
  }
}

/** Reads a recording: its header and its frames. */
export interface RecordingReader {
  readonly header: RecordingHeader
  /**
   * Frames in the order of the file. A truncated file ends at its last complete line. @throws BadInput for a line
   * that is not a frame
   */
  readonly frames: AsyncIterable<RecordedFrame>
}

/** True for the error at the end of a truncated file. */
const isCutOff = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR'

async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const gunzip = createGunzip()
  file.on('error', (error) => gunzip.destroy(error))
  const decoder = new StringDecoder('utf8')
  let rest = ''
  try {
    const chunks: AsyncIterable<Buffer> = file.pipe(gunzip)
    for await (const chunk of chunks) {
      const lines = (rest + decoder.write(chunk)).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    if (!isCutOff(error)) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new BadInput(`${path} cannot be read: ${reason}`)
    }
  } finally {
    file.destroy()
  }
  // Ignore an incomplete last line of a truncated file.
}

/** Opens a recording. @throws BadInput when the file cannot be read or is not a recording */
export async function openRecording(path: string): Promise<RecordingReader> {
  const lines = linesOf(path)
  const first = await lines.next()
  const header = parseRecordingHeader(first.done === true ? '' : first.value)
  if (!header.ok) {
    await lines.return(undefined)
    throw new BadInput(`${path} is not a recording: ${header.reason}`)
  }

  async function* read(): AsyncGenerator<RecordedFrame> {
    let lineNumber = 1
    for await (const line of lines) {
      lineNumber += 1
      const parsed = parseRecordingLine(line, lineNumber)
      if (!parsed.ok) throw new BadInput(`${path}: ${parsed.reason}`)
      yield parsed.value
    }
  }
  return { header: header.value, frames: read() }
}
