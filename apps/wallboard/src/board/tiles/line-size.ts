import { board } from '../../i18n/index.ts'
import type { TileDensity } from '../layout/space-requirements.ts'

/** Every tile has room for this many digits of a count: shorter counts are not drawn larger. */
const minDigits = 2

/** Widths in em, measured for Inter with tabular figures. */
const digit = 0.65
const space = 0.3
const wordWidth = (words: string) => space + 0.53 * words.length
const readyWidth = wordWidth(board.icons.ready)
const widestWidth = wordWidth(board.icons['not-ready'])
const ofWidth = wordWidth(board.of) + space
const iconWidth = 1.06
/** Sign and word of an alert, with the space before. */
const signWidth = 4.6
/** "on call" and "not ready" with the space before each count. */
const othersWidth = 2 + wordWidth(board.icons['on-call']) + widestWidth

/** A line that has room is drawn at the size of the layout, however long it is. */
const beyond = (room: number, line: number): number => (line <= room ? 1 : line)

/** The counts of a line of agents as text. */
export interface AgentCounts {
  /** Undefined where the tile's figure is the ready agents already. */
  readonly ready: string | undefined
  /** Undefined where Five9 did not send it. */
  readonly signedIn: string | undefined
  readonly onCall: string
  readonly notReady: string
}

/** How a line of agents is drawn in its room. */
export interface AgentLine {
  /**
   * Custom properties for the style sheet: digits of a count, and the width of the line without and with an alert, in em;
   * 1 where the line has room. Children inherit them, so each change computes the styles of the whole line again.
   */
  readonly size: Readonly<Record<'--count' | '--line' | '--alert-line', number>>
  readonly attributes: {
    /** When "of 9" is shown: `calm`, only without an alert. */
    readonly 'data-of': 'always' | 'calm' | 'never'
    /** What names the ready agents beside the word of an alert. */
    readonly 'data-in-alert': 'icon' | 'word'
  }
}

/** @param room the width inside the tile's padding, in em of a note */
export function agentLine(density: TileDensity, counts: AgentCounts, room: number): AgentLine {
  const { ready, signedIn, onCall, notReady } = counts
  const isStack = density === 'compact'
  const count = Math.max(minDigits, ready?.length ?? 0, onCall.length, notReady.length)
  const first = ready === undefined ? 0 : digit * count + readyWidth
  const of = ofWidth + (ready === undefined ? wordWidth(board.signedIn) : 0) + digit * (signedIn ?? '').length
  const others = density === 'full' ? othersWidth + digit * (onCall.length + notReady.length) : 0
  const widest = isStack ? digit * count + widestWidth : 0
  const hasOf = signedIn !== undefined && first + of + others <= room
  const hasOfInAlert = hasOf && first + of + signWidth <= room
  const hasIcon = density === 'icons' && first + signWidth > room
  const firstInAlert = hasOfInAlert ? first + of : hasIcon ? first - readyWidth + iconWidth : first
  return {
    size: {
      '--count': isStack ? count : minDigits, // other densities have no columns
      '--line': beyond(room, Math.max(widest, (hasOf ? first + of : first) + others)),
      '--alert-line': density === 'full' ? 1 : beyond(room, Math.max(widest, firstInAlert + signWidth)),
    },
    attributes: {
      'data-of': hasOfInAlert ? 'always' : hasOf ? 'calm' : 'never',
      'data-in-alert': hasIcon ? 'icon' : 'word',
    },
  }
}
