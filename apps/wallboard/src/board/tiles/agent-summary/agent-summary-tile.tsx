import { agentSource, sourcesOfTile, type TileOf } from '@wallboard/boards'
import { board, tiles } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { useFiguresOf, useUnread } from '../../../live/hooks/live-context.tsx'
import { threeLines } from '../../layout/notes-below.ts'
import { digit, letter } from '../../layout/space-requirements.ts'
import type { TileRoom } from '../../layout/tile-room.ts'
import { agentLine } from '../line-size.ts'
import { lineStyle } from '../line-style.ts'
import { NoData, noDataLines, useNoDataSince } from '../no-data.tsx'
import { sizedFor, TileFrame } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'
import { useEmphasis } from '../use-emphasis.ts'

/** A figure takes the room of two digits at least. The space before each part beside it, in em of a label. */
const minDigits = 2
const partSpace = 0.3

/** Whether "ready of 9" has room beside the figure of the ready agents, without making the figure smaller. */
function hasRoomForSignedIn(
  { innerWidth, sizes }: Pick<TileRoom, 'innerWidth' | 'sizes'>,
  ready: string,
  signedIn: string,
): boolean {
  const words = letter * (board.icons.ready.length + board.of.length) + digit * signedIn.length
  const beside = (words + 4 * partSpace) * sizes.label
  return digit * Math.max(minDigits, ready.length) * sizes.figure + beside <= innerWidth
}

/** Counts of agents by activity. An agent of several queues counts once. */
export function AgentSummaryTile({ tile, place }: TileProps<TileOf<'agent-summary'>>) {
  const summary = useFiguresOf(agentSource).summary(tile.queues)
  const unavailableSince = useNoDataSince(agentSource)
  const isListUnread = useUnread().some(({ list }) => list === 'agents')
  const ready = formatFigure(summary?.ready, 'count')
  const signedIn = summary === undefined ? undefined : formatFigure(summary.loggedIn, 'count')
  const lines = [
    ['on-call', summary === undefined ? undefined : summary['on-call'] + summary.ringing],
    ['after-call', summary?.['after-call']],
    ['not-ready', summary === undefined ? undefined : summary['not-ready'] + summary.other],
  ] as const
  const counts = lines.map(([, count]) => formatFigure(count, 'count'))
  const [first = '', second = '', third = ''] = counts
  const { size } = agentLine(
    'compact',
    { ready: first, signedIn: undefined, onCall: second, notReady: third },
    0,
  )
  return (
    <TileFrame
      place={place}
      kind="agent-summary"
      name={tile.name ?? tiles.agents}
      notes={threeLines}
      dataSources={sourcesOfTile(tile)}
    >
      <p className={styles.figures}>
        <span
          ref={useEmphasis(ready)}
          className={styles.calls}
          data-field="ready"
          data-busy={ready !== '0'}
          style={sizedFor(ready)}
        >
          {ready}
        </span>
        <span className={styles.waiting}>
          <span>{board.icons.ready}</span>
          {signedIn !== undefined && hasRoomForSignedIn(place, ready, signedIn) && (
            <span>
              {board.of} <span data-field="agentsLoggedIn">{signedIn}</span>
            </span>
          )}
        </span>
      </p>
      {unavailableSince !== undefined ? (
        <NoData lines={noDataLines(unavailableSince)} />
      ) : summary === undefined && isListUnread ? (
        <NoData lines={tiles.agentsUnknown} />
      ) : (
        <p className={styles.compact} style={lineStyle(size)}>
          {lines.map(([activity], index) => (
            <span key={activity}>
              <b data-field={activity}>{counts[index]}</b> {tiles.activities[activity]}
            </span>
          ))}
        </p>
      )}
    </TileFrame>
  )
}
