/**
 * Loaded before the product, in its process (`--import`): measures the event loop and counts the statements that read
 * tables. Plain JavaScript, because a loader of TypeScript would also transform the product. Answers ProbeOrder of
 * orders.ts with ServerLoad.
 */
import { openSync, readSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'
import Database from 'libsql'
import { plantCosts, plantNames } from './planted-costs.js'

const resolutionMs = 1
/** The store counts its rows every second to notice changes by other programs: no display causes that. */
const periodicCheck = /count\(\*\)\s+from\s+"?displays/i

/** `all` calls `iterate`, which therefore is not counted itself. */
const readMethods = ['all', 'get']

/**
 * What the scheduler counts for the main thread, whose id is that of the process, in ms: its CPU time, and for how long it
 * was ready to run while other threads had the cores.
 */
function createSchedulerClock() {
  const file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r')
  const text = Buffer.alloc(64)
  return () => {
    const [cpu, waited] = text.toString('latin1', 0, readSync(file, text, 0, text.length, 0)).split(' ', 2)
    return { cpuMs: Number(cpu) / 1e6, waitedMs: Number(waited) / 1e6 }
  }
}

const planted = process.env.BENCH_PLANT
// Other names are costs of pages.
if (isMainThread && plantNames.includes(planted ?? '')) plantCosts(planted)

if (isMainThread) {
  const scheduled = createSchedulerClock()
  let busyMs = 0
  let before
  let longest
  let ticking
  /** On a machine with other load, only CPU time shows how long the server itself blocks the event loop. */
  function tick() {
    const now = { at: performance.now(), ...scheduled() }
    const [ms, cpuMs, waitedMs] = ['at', 'cpuMs', 'waitedMs'].map((clock) => now[clock] - before[clock])
    busyMs = Math.max(busyMs, cpuMs)
    if (ms > longest.ms) longest = { ms, cpuMs, waitedMs }
    before = now
  }

  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  const reads = { displays: 0, others: 0 }

  const prepare = Database.prototype.prepare
  Database.prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql)
    for (const method of readMethods) {
      const execute = statement[method]
      statement[method] = (...parameters) => {
        const isOfDisplays = /\bfrom\s+"?displays\b/i.test(sql) && !periodicCheck.test(sql)
        reads[isOfDisplays ? 'displays' : 'others'] += 1
        return execute.apply(statement, parameters)
      }
    }
    return statement
  }

  process.on('message', (order) => {
    if (order?.do === 'probe-begin') {
      delay.enable()
      delay.reset()
      clearInterval(ticking)
      before = { at: performance.now(), ...scheduled() }
      busyMs = 0
      longest = { ms: 0, cpuMs: 0, waitedMs: 0 }
      ticking = setInterval(tick, resolutionMs)
      Object.assign(reads, { displays: 0, others: 0 })
    }
    if (order?.do !== 'probe-begin' && order?.do !== 'probe-read') return
    process.send({
      // Each sample is the time since the sample before, at least the resolution.
      blockedMs: Math.max(0, delay.max / 1e6 - resolutionMs),
      busyMs,
      longest,
      displayReads: reads.displays,
      otherReads: reads.others,
    })
  })
}
