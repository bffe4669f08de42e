/**
 * Loaded into each program before its first line (`--import`): signals ask for the memory in use. Plain JavaScript, because
 * a loader of TypeScript would also transform the product.
 */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeHeapSnapshot } from 'node:v8'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  process.on('SIGUSR2', () => {
    globalThis.gc()
    globalThis.gc()
    const { heapUsed, external } = process.memoryUsage()
    process.send({ usedKiB: (heapUsed + external) / 1_024 })
  })
  process.on('SIGWINCH', () => {
    const path = join(tmpdir(), `wallboard-bench-${process.pid}.heapsnapshot`)
    process.send({ heapSnapshot: writeHeapSnapshot(path) })
  })
}
