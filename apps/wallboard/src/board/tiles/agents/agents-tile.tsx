import { agentListOf, agentSource, sourcesOfTile, type AgentListRow, type TileOf } from '@wallboard/boards'
import type { Activity } from '@wallboard/statistics'
import { useCallback, useState } from 'react'
import { tiles } from '../../../i18n/index.ts'
import { shownName } from '../../../ui/format/shown-name.ts'
import { formatWait } from '../../../ui/format/wait.ts'
import { useFiguresOf, useScreenStatus, useUnread } from '../../../live/hooks/live-context.tsx'
import { useNoDataSince } from '../no-data.tsx'
import { TileFrame } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'

/** Signs of different shapes, which are legible from a distance. */
const signs: Readonly<Record<Activity, string>> = {
  ready: '●',
  ringing: '◎',
  'on-call': '◐',
  'after-call': '◔',
  'not-ready': '○',
  other: '◌',
  'logged-out': '–',
}

/** Agents who can take a call come first; within an activity, those who have been in it the longest. */
const order: readonly Activity[] = [
  'ready',
  'ringing',
  'on-call',
  'after-call',
  'not-ready',
  'other',
  'logged-out',
]
const byAvailability = (a: AgentListRow, b: AgentListRow) =>
  order.indexOf(a.activity) - order.indexOf(b.activity) ||
  (a.since ?? Infinity) - (b.since ?? Infinity) ||
  a.name.localeCompare(b.name)

const loggedIn: readonly Activity[] = order.slice(0, -1)
const lineHeight = 1.2

/** How many lines fit into the list, and the ref to measure it by. */
function useLines(): readonly [number, (list: HTMLElement | null) => (() => void) | undefined] {
  const [lines, setLines] = useState(4)
  const measure = useCallback((list: HTMLElement | null) => {
    if (list === null) return undefined
    const count = () => {
      const size = parseFloat(getComputedStyle(list).fontSize)
      setLines(Math.max(1, Math.floor(list.clientHeight / (size * lineHeight))))
    }
    const observer = new ResizeObserver(count)
    observer.observe(list)
    count()
    return () => {
      observer.disconnect()
    }
  }, [])
  return [lines, measure]
}

/** Agents by activity: name, activity or reason, and its duration. */
export function AgentsTile({ tile, place }: TileProps<TileOf<'agents'>>) {
  const { queues, states = loggedIn, name = tiles.agents } = tile
  const agents = agentListOf(useFiguresOf(agentSource).data, queues)
  const unavailableSince = useNoDataSince(agentSource)
  const isListUnread = useUnread().some(({ list }) => list === 'agents')
  const [lines, measure] = useLines()
  const shown = (agents ?? []).filter(({ activity }) => states.includes(activity)).sort(byAvailability)
  const fits = shown.length <= lines ? lines : lines - 1
  return (
    <TileFrame place={place} kind="agents" name={name} dataSources={sourcesOfTile(tile)}>
      <ul className={styles.agents} ref={measure}>
        {agents === undefined &&
          (unavailableSince === undefined && isListUnread
            ? tiles.agentsUnknown
            : [unavailableSince === undefined ? tiles.noData : tiles.noDataSince(unavailableSince)]
          ).map((line) => (
            <li key={line} data-no-data="">
              {line}
            </li>
          ))}
        {agents !== undefined && shown.length === 0 && <li>{tiles.noAgents}</li>}
        {shown.slice(0, fits).map((agent) => (
          <Agent key={agent.id} agent={agent} />
        ))}
        {shown.length > fits && <li className={styles.more}>{tiles.moreAgents(shown.length - fits)}</li>}
      </ul>
    </TileFrame>
  )
}

function Agent({ agent }: { agent: AgentListRow }) {
  const { name, activity, reason, since } = agent
  const time = useScreenStatus((status) =>
    since === undefined ? '' : formatWait(status.agentsNow - (since + status.domainOffsetMs)),
  )
  return (
    <li data-agent={agent.id} data-activity={activity}>
      <span aria-hidden="true">{signs[activity]}</span>
      <bdi title={name}>{shownName(name)}</bdi>
      <span title={reason}>
        {activity === 'not-ready' ? (reason ?? tiles.activities[activity]) : tiles.activities[activity]}
      </span>
      <b>{time}</b>
    </li>
  )
}
