import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { evaluate } from './measure/paired.ts'
import { releaseWithSection } from './measure/releases.ts'
import { measureSection, type Context, type Section } from './sections.ts'

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
      },
      onTimed: ({ section: name }) => ended.timed.push(name),
      onFailed({ name }) {
        ended.failed.push(name)
        return Promise.resolve()
      },
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
