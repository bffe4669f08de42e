import type { ServerLoad } from '../children/orders.ts'

/** What the longest block of the event loop consists of. */
export const blockParts = ({ longest: { ms, cpuMs, waitedMs } }: Pick<ServerLoad, 'longest'>): string =>
  `${ms.toFixed(1)} ms (CPU ${cpuMs.toFixed(1)}, other threads had the core ${waitedMs.toFixed(1)})`
