import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { evaluate } from './measure/paired.ts'
import { releaseWithSection } from './measure/releases.ts'
import { measureSection, type Context, type Section } from './sections.ts'
import { measureInTurns } from './turns.ts'

/** Measures a section that uses nothing of the bench. */
async function measure(section: Pick<Section, 'measure' | 'withinMs'>) {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const ended = { timed: [] as string[], failed: [] as string[] }
  const unused = new Proxy({}, {}) as Pick<Context, 'bench' | 'browser'>
  const figures = await measureSection(
    { name: 'DESK', rigs: ['small'], ...section },
    {
      ...{
        bench: unused.bench,
        browser: unused.browser,
        pages: undefined,
        repetitions: 1,
        isQuick: true,
        turn: Promise.resolve(),
      },
      onTimed: ({ section: name }) => ended.timed.push(name),
      onFailed: ({ name }) => ended.failed.push(name),
    },
  )
  written.mockRestore()
  return { figures, ...ended }
}

describe(measureSection, () => {
  it('makes a section that fails a row with the reason, and lets what it has used be renewed', async () => {
    const { figures, timed, failed } = await measure({
      measure: () => Promise.reject(new Error('the product ended by itself')),
    })
    expect(figures).toMatchObject([
      { section: 'DESK', name: 'not measured', outcome: 'not measured', note: 'the product ended by itself' },
    ])
    expect([timed, failed]).toEqual([['DESK'], ['DESK']])
  })

  it('makes a section that does not end a row', async () => {
    const { figures } = await measure({ withinMs: 1, measure: () => new Promise(() => undefined) })
    expect(figures).toMatchObject([{ outcome: 'not measured', note: 'not ended within 0.001 s' }])
  })

  it('ends the processes that a section has left', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000)'])
    const exited = once(child, 'exit')
    const figure = evaluate({ section: 'DESK', name: 'a row', unit: 's', bound: null }, [1])
    const { figures, failed } = await measure({
      measure() {
        releaseWithSection(() => child.kill('SIGKILL'))
        return Promise.resolve([figure])
      },
    })
    expect(figures).toEqual([figure])
    expect(failed).toEqual([])
    await exited
  })
})

describe(measureInTurns, () => {
  /** The beginnings and ends of sections that each take a moment, in their order. */
  async function eventsOf(sections: readonly Pick<Section, 'name' | 'isInsensitive' | 'startsEarly'>[]) {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const unused = new Proxy({}, {}) as Pick<Context, 'bench' | 'browser'>
    const events: string[] = []
    const measured = sections.map((section): Section => ({
      ...section,
      rigs: [],
      async measure({ turn }) {
        if (section.startsEarly === true) events.push(`${section.name} starts`)
        await turn
        events.push(section.name)
        await pause(5)
        events.push(`${section.name} ended`)
        return []
      },
    }))
    const turns: string[] = []
    for await (const { turn } of measureInTurns(measured, {
      ...{ bench: unused.bench, browser: unused.browser, pages: undefined, repetitions: 1, isQuick: true },
      ...{ onTimed: () => undefined, onFailed: () => undefined },
    }))
      turns.push(turn.map(({ name }) => name).join(' '))
    written.mockRestore()
    return { events, turns }
  }

  it('measures insensitive sections that follow each other at the same time, and all others alone', async () => {
    const { events, turns } = await eventsOf([
      { name: 'PASS' },
      { name: 'LAG', isInsensitive: true },
      { name: 'BYTES', isInsensitive: true },
      { name: 'NAIVE' },
      { name: 'STORM' },
    ])
    expect(turns).toEqual(['PASS', 'LAG BYTES', 'NAIVE', 'STORM'])
    expect(events.slice(0, 6)).toEqual(['PASS', 'PASS ended', 'LAG', 'BYTES', 'LAG ended', 'BYTES ended'])
    expect(events.slice(6)).toEqual(['NAIVE', 'NAIVE ended', 'STORM', 'STORM ended'])
  })

  it('lets a section start what it measures beside insensitive sections before it, and beside no others', async () => {
    const lag = { name: 'LAG', isInsensitive: true } as const
    const desk = { name: 'DESK', startsEarly: true } as const
    expect((await eventsOf([lag, desk])).events).toEqual([
      ...['DESK starts', 'LAG', 'LAG ended', 'DESK', 'DESK ended'],
    ])
    expect((await eventsOf([{ name: 'PASS' }, desk])).events).toEqual([
      ...['PASS', 'PASS ended', 'DESK starts', 'DESK', 'DESK ended'],
    ])
  })
})
