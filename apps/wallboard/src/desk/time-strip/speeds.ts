import { replaySpeeds, type ReplaySpeed } from '@wallboard/relay/rest/replays'

/** How many seconds of the past are played in a second. */
export const speeds = replaySpeeds
export type Speed = ReplaySpeed
