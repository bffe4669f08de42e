/**
 * Loaded before the product, in its process (`--import`): measures the event loop and counts the statements that read
 * tables. Plain JavaScript, because a loader of TypeScript would also transform the product. Answers ProbeOrder of
 * orders.ts with ServerLoad.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'
import Database from 'libsql'

const resolutionMs = 1
/** `all` calls `iterate`, which therefore is not counted itself. */
const readMethods = ['all', 'get']

if (isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  const reads = { displays: 0, others: 0 }

  const prepare = Database.prototype.prepare
  Database.prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql)
    for (const method of readMethods) {
      const execute = statement[method]
      statement[method] = (...parameters) => {
        reads[/\bfrom\s+"?displays\b/i.test(sql) ? 'displays' : 'others'] += 1
        return execute.apply(statement, parameters)
      }
    }
    return statement
  }

  process.on('message', (order) => {
    if (order?.do === 'probe-begin') {
      delay.enable()
      delay.reset()
      Object.assign(reads, { displays: 0, others: 0 })
    }
    if (order?.do !== 'probe-begin' && order?.do !== 'probe-read') return
    process.send({
      // Each sample is the time since the sample before, at least the resolution.
      blockedMs: Math.max(0, delay.max / 1e6 - resolutionMs),
      displayReads: reads.displays,
      otherReads: reads.others,
    })
  })
}
