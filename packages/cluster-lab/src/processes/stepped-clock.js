/**
 * Runs before the server in each of its threads: its wall clock differs from the machine's by the milliseconds that the
 * file CLOCK_OFFSET_FILE holds. The monotonic clock starts at that wall clock and never steps, as that of a machine whose
 * clock is wrong at its start.
 */
import { readFileSync, watchFile } from 'node:fs'

const file = process.env.CLOCK_OFFSET_FILE ?? ''
const read = () => Number(readFileSync(file, 'utf8')) || 0
let offsetMs = read()
watchFile(file, { interval: 50, persistent: false }, () => {
  offsetMs = read()
})

const RealDate = Date
const now = () => RealDate.now() + offsetMs
const timeOrigin = performance.timeOrigin + offsetMs
Object.defineProperty(performance, 'timeOrigin', { get: () => timeOrigin })
globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (_target, args, newTarget) =>
    Reflect.construct(RealDate, args.length === 0 ? [now()] : args, newTarget),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
})
