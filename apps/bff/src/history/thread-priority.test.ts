import { once } from 'node:events'
import { getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { yieldingPriority } from './thread-priority.ts'

/** Calls the function in a thread of its own, which answers with its priority before and after the call. */
const program = `
const { getPriority } = require('node:os')
const { parentPort } = require('node:worker_threads')
const url = ${JSON.stringify(new URL('thread-priority.ts', import.meta.url).href)}
import('tsx/esm/api')
  .then(({ tsImport }) => tsImport(url, url))
  .then(({ lowerThreadPriority }) => {
    const before = getPriority(0)
    lowerThreadPriority()
    parentPort.postMessage([before, getPriority(0)])
  })
`

it.each([
  [-20, -1],
  [-10, 9],
  [0, 19],
  [5, 19],
])('a thread yields to a main thread of priority %i at priority %i', (main, expected) => {
  expect(yieldingPriority(main)).toBe(expected)
})

it('the history thread yields to the main thread, which keeps its priority', async (context) => {
  if (process.platform !== 'linux') {
    context.skip('only Linux has priorities of threads')
    return
  }
  const own = getPriority(process.pid)
  const worker = new Worker(program, { eval: true })
  expect(await once(worker, 'message')).toEqual([[own, yieldingPriority(own)]])
  expect(getPriority(process.pid)).toBe(own)
  await worker.terminate()
})
