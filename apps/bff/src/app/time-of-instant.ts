import { wallOffsetMs, type Clocks } from '@wallboard/relay'

/** A monotonic instant as a time of day in UTC, in seconds: `2026-11-27T10:42:05Z`. */
export const timeOfInstant = (at: number, clocks: Clocks): string =>
  new Date(at + wallOffsetMs(clocks)).toISOString().replace(/\.\d+/, '')
