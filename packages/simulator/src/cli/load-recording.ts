import { readFileSync } from 'node:fs'
import { constants, gunzipSync } from 'node:zlib'
import { parseRecordingHeader, parseRecordingLine } from '@wallboard/five9/events'
import type { Recording } from '../floor/index.ts'

/** The file is not a recording; the message says why. */
export class BadRecording extends Error {
  override name = 'BadRecording'
}

/** Reads a whole recording; a truncated one ends at its last complete line. @throws BadRecording */
export function loadRecording(path: string): Recording {
  const lines = textOf(path).split('\n')
  const complete = lines.slice(0, -1) // the text after the last line end is incomplete or empty
  const header = parseRecordingHeader(complete[0] ?? '')
  if (!header.ok) throw new BadRecording(`${path} is not a recording: ${header.reason}`)
  const frames = complete.slice(1).map((line, index) => {
    const read = parseRecordingLine(line, index + 2)
    if (!read.ok) throw new BadRecording(`${path}: ${read.reason}`)
    return read.value
  })
  if (frames.length === 0) throw new BadRecording(`${path} holds no frames`)
  return { header: header.value, frames }
}

function textOf(path: string): string {
  try {
    return gunzipSync(readFileSync(path), { finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8')
  } catch (error) {
    throw new BadRecording(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
