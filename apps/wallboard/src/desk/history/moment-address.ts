import { allQueuesBoardId } from '@wallboard/boards'
import { z } from 'zod/mini'
import { speeds, type Speed } from '../time-strip/speeds.ts'

/** The query of `/history` as it stands in the address. */
export const HistoryQuery = z.object({
  at: z.optional(z.string()),
  board: z.optional(z.string()),
  speed: z.optional(z.string()),
})
export type HistoryQuery = z.infer<typeof HistoryQuery>

/** A moment of a board. */
export interface MomentAddress {
  /** Epoch milliseconds; undefined: the last instant that is recorded. */
  readonly at: number | undefined
  readonly board: string
  /** Undefined: the replay is paused. */
  readonly speed: Speed | undefined
}

/** A moment, or which part of the address is invalid. */
export type ParsedAddress =
  | { readonly ok: true; readonly address: MomentAddress }
  | { readonly ok: false; readonly invalid: 'at' | 'speed' }

const Instant = z.iso.datetime({ offset: true })

export function parseAddress({ at, board = allQueuesBoardId, speed }: HistoryQuery): ParsedAddress {
  if (at !== undefined && !Instant.safeParse(at).success) return { ok: false, invalid: 'at' }
  const knownSpeed = speeds.find((known) => String(known) === speed)
  if (speed !== undefined && knownSpeed === undefined) return { ok: false, invalid: 'speed' }
  return {
    ok: true,
    address: { at: at === undefined ? undefined : Date.parse(at), board, speed: knownSpeed },
  }
}

/** The query that opens this moment again. */
export const queryOf = ({ at, board, speed }: MomentAddress): HistoryQuery => ({
  ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
  ...(board === allQueuesBoardId ? {} : { board }),
  ...(speed === undefined ? {} : { speed: String(speed) }),
})
