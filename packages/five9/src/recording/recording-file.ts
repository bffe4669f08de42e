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

/** A recording that is being written. */
export interface RecordingWriter {
  /** Adds an event that arrived at an instant (epoch milliseconds). */
  readonly add: (event: Five9Event, receivedAt: number) => void
  readonly frames: () => number
  /** Resolves when the file is whole. */
  readonly close: () => Promise<void>
}

/** A file whose program was killed still holds all but the last of these milliseconds. */
const flushEveryMs = 1_000

/** Begins a recording in a new file. @throws (by `close`) when the file cannot be written; BadInput when it exists */
export async function createRecording(path: string, header: NewRecording): Promise<RecordingWriter> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  await new Promise<void>((resolve, reject) => {
    file.once('open', () => {
      resolve()
    })
    file.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EEXIST' ? 'it exists already: choose another name' : cause.message
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

/** A recording that is read: its header, and its frames in their order. */
export interface RecordingReader {
  readonly header: RecordingHeader
  /** Frames in the order of the file. One that was cut off at its end ends there. @throws BadInput for a line that is none */
  readonly frames: AsyncIterable<RecordedFrame>
}

/** True for the end of a file whose program was killed while it wrote. */
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
  // Half a line, where the file was cut off: it is left out.
}

/** Opens a recording. @throws BadInput when the file is none */
export async function openRecording(path: string): Promise<RecordingReader> {
  const lines = linesOf(path)
  const first = await lines.next()
  const header = parseRecordingHeader(first.done === true ? '' : first.value)
  if (!header.ok) {
    await lines.return(undefined)
    throw new BadInput(`${path} is no recording: ${header.reason}`)
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
