import { agentSource, type BoardMetrics, type Queues, type TileOf } from '@wallboard/boards'
import { queueSource, type QueueMetric, type Unit } from '@wallboard/statistics'
import { board, tiles } from '../../../i18n/index.ts'
import { formatFigure } from '../../../ui/format/figure.ts'
import { waitLength } from '../../../ui/format/wait.ts'
import { useFigure } from '../../../live/hooks/live-context.tsx'
import { useBandWords } from '../../charts/usual-words.ts'
import { notesBelow } from '../../layout/notes-below.ts'
import type { TileDensity } from '../../layout/space-requirements.ts'
import type { TileRoom } from '../../layout/tile-room.ts'
import { AgentBar } from '../agent-bar.tsx'
import { AgentParts } from '../agent-parts.tsx'
import { agentLine } from '../line-size.ts'
import { lineStyle } from '../line-style.ts'
import { CountsSign, TightSign } from '../level-sign.tsx'
import { otherFields } from '../queue-fields.ts'
import { sizedFor, TileFrame } from '../tile-frame.tsx'
import { TileIcon } from '../tile-icons.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'
import { useEmphasis } from '../use-emphasis.ts'

/** A group's figure as text. */
function useGroupText(queues: Queues, metric: QueueMetric, unit: Unit): string {
  return useFigure((figures, now) => {
    const { value, isAtLeast } = figures.group(queues, metric, now)
    return formatFigure(value, unit, isAtLeast)
  })
}

const dataSources = [queueSource, agentSource]

/** Several queues as one: calls by sum, waits by maximum, agents as distinct people. */
export function GroupTile({ tile, place, density, hidesCalls }: TileProps<TileOf<'group'>>) {
  const { name, queues } = tile
  const calls = useGroupText(queues, 'callsInQueue', 'count')
  const ready = useGroupText(queues, 'agentsInQueue', 'count')
  const wait = useGroupText(queues, 'currentLongestQueueTime', 'ms')
  const isOfCallback = useFigure((figures, now) => figures.isCallbackWait(queues, now))
  const main = hidesCalls ? ready : calls
  return (
    <TileFrame
      place={place}
      kind="group"
      name={name}
      notes={notesBelow(density, place)}
      hasOwnSign
      dataSources={dataSources}
    >
      <p className={styles.figures} data-callback={!hidesCalls && isOfCallback}>
        <span
          ref={useEmphasis(main)}
          className={styles.calls}
          data-field={hidesCalls ? 'agentsInQueue' : 'callsInQueue'}
          data-busy={main !== '0' && main !== '–'}
          style={sizedFor(main)}
        >
          {main}
        </span>
        <TightSign tileKey={place.key} />
        {hidesCalls ? (
          <span className={styles.waiting}>{board.icons.ready}</span>
        ) : (
          <span
            className={styles.waiting}
            title={isOfCallback ? board.longestCallbackWait : board.longestWait}
          >
            {isOfCallback && <TileIcon name="callbacks" />}
            <span
              className={styles.wait}
              data-field="currentLongestQueueTime"
              style={sizedFor({ length: waitLength(wait) })}
            >
              {wait}
            </span>
          </span>
        )}
      </p>
      <Agents {...{ queues, density, place, hidesCalls }} />
      {density === 'full' && !hidesCalls && <OtherItems queues={queues} />}
      <Shares queues={queues} />
    </TileFrame>
  )
}

function Agents(props: {
  readonly queues: Queues
  readonly density: TileDensity
  readonly place: TileRoom
  /** The main figure is ready agents: they are not repeated. */
  readonly hidesCalls: boolean
}) {
  const { queues, density, place, hidesCalls } = props
  const texts = {
    agentsInQueue: useGroupText(queues, 'agentsInQueue', 'count'),
    agentsLoggedIn: useGroupText(queues, 'agentsLoggedIn', 'count'),
    agentsOnCall: useGroupText(queues, 'agentsOnCall', 'count'),
    agentsNotReadyForCalls: useGroupText(queues, 'agentsNotReadyForCalls', 'count'),
  }
  const isKnown = texts.agentsLoggedIn !== formatFigure(undefined, 'count')
  const counts = {
    ready: hidesCalls ? undefined : texts.agentsInQueue,
    signedIn: isKnown ? texts.agentsLoggedIn : undefined,
    onCall: texts.agentsOnCall,
    notReady: texts.agentsNotReadyForCalls,
  }
  const line = agentLine(density, counts, place.innerWidth / place.sizes.note)
  return (
    <p className={styles[density]} style={lineStyle(line.size)} {...line.attributes}>
      <AgentParts
        density={density}
        isReadyShown={hidesCalls}
        count={(field) => <b data-field={field}>{texts[field]}</b>}
      />
      <CountsSign tileKey={place.key} />
    </p>
  )
}

function Shares({ queues }: { queues: Queues }) {
  const share = (metric: QueueMetric) => (figures: BoardMetrics, now: number) =>
    figures.group(queues, metric, now).value ?? 0
  const shares = [
    useFigure(share('agentsInQueue')),
    useFigure(share('agentsOnCall')),
    useFigure(share('agentsNotReadyForCalls')),
  ]
  return <AgentBar shares={shares} />
}

/** The sum of waiting work other than calls; without any, what is usual for calls. The tiles of the queues show its parts. */
function OtherItems({ queues }: { queues: Queues }) {
  const others = useFigure((figures, now) =>
    otherFields.reduce((sum, [metric]) => sum + (figures.group(queues, metric, now).value ?? 0), 0),
  )
  const usual = useBandWords({ queues, metric: 'callsInQueue' })
  return (
    <p className={styles.others}>
      {others > 0 ? <span>{tiles.otherItems(others)}</span> : <span data-usual="">{usual}</span>}
    </p>
  )
}
