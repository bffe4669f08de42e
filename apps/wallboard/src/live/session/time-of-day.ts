import type { ScreenStatus } from './screen-status-state.ts'

type Clocks = Pick<ScreenStatus, 'serverNow' | 'wallOffsetMs'>

/** The time of day now, at the server, in epoch milliseconds: the screen's own clock may be wrong. */
export const timeOfDay = ({ serverNow, wallOffsetMs }: Clocks): number => serverNow + wallOffsetMs

/** The time of day of an instant of the server's monotonic clock, in epoch milliseconds. */
export const timeOfInstant = ({ wallOffsetMs }: Clocks, at: number): number => at + wallOffsetMs
