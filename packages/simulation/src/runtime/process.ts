/** A computer. Its wall clock may be wrong and may be set. It outlives its processes. */
export interface Machine {
  readonly name: string
  /** Wall clock less true time, in milliseconds. */
  wallOffsetMs: number
}

/** A running program: the server, or the page of a screen. */
export interface Process {
  readonly name: string
  readonly machine: Machine
  /** True time of its start. */
  readonly startedAt: number
  /** Its wall clock at its start. */
  readonly timeOrigin: number
  isAlive: boolean
  /** True time until which it does not run, because it is stopped, suspended or busy. */
  stalledUntil: number
  /** Time that its monotonic clock has not counted, because the machine slept. */
  sleptMs: number
  /** Whether the page is hidden. */
  isHidden: boolean
  /** Frames that a hidden page has requested; they run when it is shown. */
  readonly whenShown: Set<() => void>
  /** Listeners of `visibilitychange`, with the function that calls each. */
  readonly onVisibility: Map<() => void, () => void>
  readonly onKilled: Set<() => void>
}

export function createProcess(name: string, machine: Machine, now: number): Process {
  return {
    name,
    machine,
    startedAt: now,
    timeOrigin: now + machine.wallOffsetMs,
    isAlive: true,
    stalledUntil: 0,
    sleptMs: 0,
    isHidden: false,
    whenShown: new Set(),
    onVisibility: new Map(),
    onKilled: new Set(),
  }
}

/** The process ends at once: its timers never fire and its connections break. */
export function kill(process: Process): void {
  if (!process.isAlive) return
  process.isAlive = false
  for (const notify of process.onKilled) notify()
}

/** The process does nothing until this true time, and then catches up. */
export function stall(process: Process, until: number): void {
  process.stalledUntil = Math.max(process.stalledUntil, until)
}

export const monotonicNow = (process: Process, now: number): number =>
  now - process.startedAt - process.sleptMs
export const wallNow = (process: Process, now: number): number => now + process.machine.wallOffsetMs
