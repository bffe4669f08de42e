import type { ReactNode } from 'react'
import { board } from '../../i18n/index.ts'
import type { TileDensity } from '../layout/space-requirements.ts'
import { agentFields } from './queue-fields.ts'
import { TileIcon } from './tile-icons.tsx'
import styles from './tiles.module.css'

/** The count of a field: an element with `data-field`. */
export type CountCell = (field: (typeof agentFields)[number][0] | 'agentsLoggedIn') => ReactNode

interface AgentPartsProps {
  readonly density: TileDensity
  /** The tile's figure is the ready agents: they are not repeated. */
  readonly isReadyShown: boolean
  readonly count: CountCell
}

/**
 * The parts of a line of agents: "3 ready of 9", on call, not ready. `agentLine` decides what of the first has room. At the
 * density of icons the others are shares of the bar, and counts for assistive technology. Spaces are parts of words: a text
 * of spaces alone has no box.
 */
export function AgentParts({ density, isReadyShown, count }: AgentPartsProps) {
  const signedIn = count('agentsLoggedIn')
  return (
    <>
      {isReadyShown ? (
        <span className={styles.of}>
          {`${board.of} `}
          {signedIn}
          {` ${board.signedIn}`}
        </span>
      ) : (
        <span data-ready="">
          {density === 'icons' && <TileIcon name="ready" />}
          {count('agentsInQueue')}
          <span>
            {` ${board.icons.ready}`}
            <span className={styles.of}>
              {` ${board.of} `}
              {signedIn}
            </span>
          </span>
        </span>
      )}
      {agentFields.slice(1).map(([field, icon]) => (
        <span key={field} title={board.icons[icon]}>
          {count(field)}
          {` ${board.icons[icon]}`}
        </span>
      ))}
    </>
  )
}
