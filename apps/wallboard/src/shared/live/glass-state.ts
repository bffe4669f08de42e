import type { Link, Position } from '@wallboard/relay'
import { conditionOf, type Condition } from '@wallboard/statistics'

/** How far the glass may be believed, and since when. */
export interface Glass {
  readonly condition: Condition
  /** Which link it is, in words; empty while live. */
  readonly trouble: string
  /** What happened and what to do, where a person can do something; empty otherwise. */
  readonly advice: string
  readonly troubleSince: number | undefined
  /** Server's clock as it runs on the glass: it stops while figures are old. */
  readonly now: number
  /** Server's clock, always running. */
  readonly serverNow: number
  readonly confirmedAt: number | undefined
  readonly hasSnapshot: boolean
}

const troubles: Readonly<Record<Link['state'], string>> = {
  connecting: 'The server is connecting to Five9',
  up: '',
  down: 'The server lost Five9',
  migrating: 'Five9 is moving this domain',
  ended: 'The server’s Five9 session ended',
}

/**
 * Judges the glass by what is known: the link as the server last told of it, the screen's position, and since when its
 * own socket is down (both by the server's clock).
 */
export function judgeGlass(known: {
  readonly link: Link | undefined
  readonly position: Position | undefined
  readonly socketDownSince: number | undefined
  /** From when the picture is that stands in place of figures, after a start without a server. */
  readonly pictureAt?: number | undefined
  readonly now: number
}): Pick<Glass, 'condition' | 'trouble' | 'advice' | 'troubleSince'> {
  const { link, position, pictureAt, socketDownSince, now } = known
  const confirmedAt = link?.confirmedAt ?? undefined
  if (socketDownSince !== undefined || link === undefined || position === undefined) {
    const isNew = position === undefined && pictureAt === undefined
    const trouble = isNew ? 'Connecting to the server' : 'This screen lost the server'
    return { condition: 'down', trouble, advice: '', troubleSince: socketDownSince ?? now }
  }
  const condition = conditionOf({ isLinkUp: link.state === 'up', confirmedAt, now })
  if (link.state !== 'up') {
    const { state, since, reason } = link
    return { condition, trouble: troubles[state], advice: reason ?? '', troubleSince: since }
  }
  const waiting = confirmedAt === undefined ? 'Waiting for the first figures' : 'Five9 is silent'
  return {
    condition,
    trouble: condition === 'live' ? '' : waiting,
    advice: '',
    troubleSince: confirmedAt ?? link.since,
  }
}
