import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createLogDestination, type LogSink } from './log-destination.ts'

const full = new Error('ENOSPC')

/** A sink whose writes end when the test calls `end`. */
function createSink() {
  const pending: { text: string; done: (error: Error | undefined) => void }[] = []
  let output = ''
  const sink: LogSink = {
    write(text, done) {
      pending.push({ text, done })
    },
  }
  return {
    sink,
    output: () => output,
    isPending: () => pending.length > 0,
    end(error?: Error) {
      const next = pending.shift()
      if (next === undefined) throw new Error('nothing is being written')
      if (error === undefined) output += next.text
      next.done(error)
    },
  }
}

const create = (sink: LogSink, maxBufferedCharacters = 10) =>
  createLogDestination({ sink, maxBufferedCharacters, droppedLine: (count) => `${count} dropped\n` })

describe(createLogDestination, () => {
  it('writes lines in order, one write at a time', () => {
    const slow = createSink()
    const { write } = create(slow.sink)
    for (const line of ['a\n', 'b\n', 'c\n']) write(line)
    slow.end()
    slow.end()
    expect(slow.output()).toBe('a\nb\nc\n')
    expect(slow.isPending()).toBe(false)
  })

  it('drops lines above the buffer limit while a write hangs, and reports how many when it ends', () => {
    const slow = createSink()
    const { write, droppedLines } = create(slow.sink)
    for (let line = 0; line < 20; line += 1) write(`${line % 10}\n`)
    expect(droppedLines()).toBe(14)
    slow.end()
    slow.end()
    expect(slow.output()).toBe('0\n14 dropped\n1\n2\n3\n4\n5\n')
  })

  it('drops lines that cannot be written, and reports them with the next written line', () => {
    const disk = createSink()
    const { write, droppedLines } = create(disk.sink)
    for (const line of ['a\n', 'b\n']) {
      write(line)
      disk.end(full)
    }
    expect(droppedLines()).toBe(2)
    write('c\n')
    disk.end()
    expect(disk.output()).toBe('2 dropped\nc\n')
    write('d\n')
    disk.end()
    expect(disk.output()).toBe('2 dropped\nc\nd\n')
  })

  it('reports dropped lines by itself when no line follows', () => {
    vi.useFakeTimers()
    const disk = createSink()
    const { write } = create(disk.sink)
    write('a\n')
    disk.end(full)
    vi.advanceTimersByTime(5_000)
    disk.end(full)
    vi.advanceTimersByTime(5_000)
    disk.end()
    expect(disk.output()).toBe('1 dropped\n')
    vi.useRealTimers()
  })

  it('waits for the last write when it is flushed, for a limited time', async () => {
    const slow = createSink()
    const { write, flush } = create(slow.sink)
    await flush(10_000)
    write('a\n')
    await flush(1)
    let isFlushed = false
    const flushed = flush(10_000).then(() => (isFlushed = true))
    write('b\n')
    slow.end()
    await Promise.resolve()
    expect(isFlushed).toBe(false)
    slow.end()
    await flushed
  })

  it('writes or counts every line, whatever fails', () => {
    const step = fc.oneof(
      fc.constant('line' as const),
      fc.constant('written' as const),
      fc.constant('failed' as const),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const disk = createSink()
        const { write, droppedLines } = create(disk.sink)
        let count = 0
        for (const each of steps) {
          if (each === 'line') write(`${(count += 1)}.\n`)
          else if (disk.isPending()) disk.end(each === 'failed' ? full : undefined)
        }
        write('end\n')
        while (disk.isPending()) disk.end()
        const lines = disk.output().split('\n').slice(0, -1)
        const reported = lines.flatMap((line) => (line.endsWith('dropped') ? Number(line.split(' ')[0]) : []))
        const written = lines.filter((line) => /^\d+\.$/.test(line))
        const isEndDropped = !lines.includes('end')
        expect(written.length + droppedLines()).toBe(count + (isEndDropped ? 1 : 0))
        expect(reported.reduce((sum, each) => sum + each, 0)).toBe(droppedLines())
        expect(written).toEqual(written.toSorted((a, b) => parseInt(a, 10) - parseInt(b, 10)))
      }),
    )
  })
})
