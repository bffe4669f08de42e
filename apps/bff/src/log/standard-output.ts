import { fstatSync, write } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import type { LogSink } from './log-destination.ts'

/** A file by its descriptor. After a write that was cut short the next one begins a new line. */
export function fileSink(descriptor: number): LogSink {
  let isCut = false
  return {
    write(text, done) {
      const bytes = Buffer.from(isCut ? `\n${text}` : text)
      const writeFrom = (offset: number): void => {
        write(descriptor, bytes, offset, (error, written) => {
          if (error !== null) {
            isCut ||= offset > 0
            done(error)
          } else if (offset + written < bytes.length) writeFrom(offset + written)
          else {
            isCut = false
            done(undefined)
          }
        })
      }
      writeFrom(0)
    },
  }
}

/** The callback of each write reports the error; without a listener it would also end the process. */
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
 * The standard output of this process. Node writes to a file in the caller's turn and gives the file up after one
 * error, so a file is written by its descriptor; a pipe is asynchronous already. A terminal blocks while it is paused.
 */
export function standardOutput(): LogSink {
  const { stdout } = process
  if (stdout.isTTY || !isMainThread) return streamSink(stdout)
  const kind = fstatSync(stdout.fd)
  return kind.isFile() || kind.isCharacterDevice() ? fileSink(stdout.fd) : streamSink(stdout)
}
