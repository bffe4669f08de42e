/** Milliseconds that never step; they begin at the epoch milliseconds of this process's start. */
export const systemMonotonic = (): number => performance.timeOrigin + performance.now()
