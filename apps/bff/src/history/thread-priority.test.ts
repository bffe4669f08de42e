import { once } from 'node:events'
import { getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'

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

it('a thread of history has the lowest priority, and the main thread keeps its own', async (context) => {
  if (process.platform !== 'linux') {
    context.skip('only Linux has priorities of threads')
    return
  }
  const own = getPriority(process.pid)
  const worker = new Worker(program, { eval: true })
  expect(await once(worker, 'message')).toEqual([[own, 19]])
  expect(getPriority(process.pid)).toBe(own)
  await worker.terminate()
})
