/** A monotonic clock in milliseconds. It starts at the epoch time of the process start. */
export const systemMonotonic = (): number => performance.timeOrigin + performance.now()
