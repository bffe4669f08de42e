import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { growYoungSpaceAtOnce } from './young-objects.ts'

/** A heap of its own that keeps all of 12 MB of small objects. Answers how often young objects were collected meanwhile. */
const program = `
  const { parentPort } = require('node:worker_threads')
  const { PerformanceObserver, constants } = require('node:perf_hooks')
  let collections = 0
  const count = (list) => {
    collections += list.getEntries().filter(({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MINOR).length
  }
  const observer = new PerformanceObserver(count)
  observer.observe({ entryTypes: ['gc'] })
  const kept = Array.from({ length: 200_000 }, (_, index) => ({ index, a: index, b: index, c: index }))
  setTimeout(() => {
    count({ getEntries: () => observer.takeRecords() })
    parentPort.postMessage(kept.length > 0 ? collections : 0)
  }, 50)
`

async function collectionsOfNewHeap(): Promise<number> {
  const worker = new Worker(program, { eval: true })
  const message: readonly unknown[] = await once(worker, 'message')
  await worker.terminate()
  return Number(message[0])
}

it('objects that stay alive, as sockets in a storm, are collected less often', async () => {
  const before = await collectionsOfNewHeap()
  growYoungSpaceAtOnce()
  expect(await collectionsOfNewHeap()).toBeLessThan(before)
})
