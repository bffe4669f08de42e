import { fstatSync, write } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import type { LogSink } from './log-destination.ts'

/** Writes to a file by its descriptor. After a partial write the next one begins a new line. */
export function fileSink(descriptor: number): LogSink {
  let isPartial = false
  return {
    write(text, done) {
      const bytes = Buffer.from(isPartial ? `\n${text}` : text)
      const writeFrom = (offset: number): void => {
        write(descriptor, bytes, offset, (error, written) => {
          if (error !== null) {
            isPartial ||= offset > 0
            done(error)
          } else if (offset + written < bytes.length) writeFrom(offset + written)
          else {
            isPartial = false
            done(undefined)
          }
        })
      }
      writeFrom(0)
    },
  }
}

/** The callback of each write reports its error; without this listener the error would also end the process. */
const ignoreError = (): void => undefined

function streamSink(stream: NodeJS.WriteStream): LogSink {
  if (!stream.listeners('error').includes(ignoreError)) stream.on('error', ignoreError)
  return {
    write(text, done) {
      stream.write(text, (error) => {
        done(error ?? undefined)
      })
    },
  }
}

/**
 * The standard output of this process. Node writes to a file synchronously and stops after one error, so a file is
 * written by its descriptor. A pipe is asynchronous already. A terminal blocks while it is paused.
 */
export function standardOutput(): LogSink {
  const { stdout } = process
  if (stdout.isTTY || !isMainThread) return streamSink(stdout)
  const kind = fstatSync(stdout.fd)
  return kind.isFile() || kind.isCharacterDevice() ? fileSink(stdout.fd) : streamSink(stdout)
}
