import { z } from 'zod'

/**
 * The station that a session uses for audio: none (`EMPTY`), a softphone, a station or gateway by its id, or a telephone
 * number (`PSTN`).
 */
export type Station =
  | { readonly type: 'EMPTY'; readonly id?: '' }
  | { readonly type: 'SOFTPHONE'; readonly id?: string }
  | { readonly type: 'STATION' | 'PSTN' | 'GATEWAY'; readonly id: string }

export const noStation: Station = { type: 'EMPTY' }

/** Checks the station of a caller without types. */
export const StationInput = z.union([
  z.strictObject({ type: z.literal('EMPTY'), id: z.literal('').optional() }),
  z.strictObject({ type: z.literal('SOFTPHONE'), id: z.string().optional() }),
  z.strictObject({ type: z.enum(['STATION', 'PSTN', 'GATEWAY']), id: z.string().min(1) }),
])

/** The body of the session start. */
export const StationBody = z.looseObject({
  stationId: z.string(),
  stationType: z.enum(['EMPTY', 'SOFTPHONE', 'STATION', 'PSTN', 'GATEWAY']),
})

export const stationBody = ({ type, id = '' }: Station): z.input<typeof StationBody> => ({
  stationId: id,
  stationType: type,
})
