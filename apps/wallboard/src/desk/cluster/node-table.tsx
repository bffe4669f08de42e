import type { ClusterNodeView, ClusterView } from '@wallboard/relay/rest/cluster'
import { clusterPage as texts } from '../../i18n/index.ts'
import { formatAge } from '../../ui/format/wait.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import desk from '../desk.module.css'
import { HeadCell } from '../table/head-cell.tsx'
import styles from './cluster-page.module.css'

/** The nodes that the replying node has seen, each with its role. */
export function NodeTable({ view }: { view: ClusterView }) {
  const usernames = new Map(view.feeds.map(({ key, username }) => [key, username]))
  return (
    <div className={desk.scrolls}>
      <table className={styles.nodes}>
        <thead>
          <tr>
            <HeadCell className={styles.name}>{texts.node}</HeadCell>
            <HeadCell className={styles.role}>{texts.role}</HeadCell>
            <HeadCell className={styles.number}>{texts.running}</HeadCell>
            <HeadCell className={styles.number}>{texts.lastSeen}</HeadCell>
            <HeadCell className={styles.number}>{texts.clock}</HeadCell>
            <HeadCell className={styles.build}>{texts.build}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {view.nodes.map((node) => (
            <tr key={node.id} data-node={node.name}>
              <th scope="row">
                {shownName(node.name)}
                {node.isThis && <small>{texts.thisNode}</small>}
              </th>
              <td>{rolesOf(node, view, usernames).join(' · ')}</td>
              <td className={styles.number}>{formatAge(view.at - node.startedAt)}</td>
              <td className={styles.number}>{texts.ago(formatAge(node.lastSeenAgeMs))}</td>
              <td className={styles.number}>{offsetText(node.clockOffsetMs)}</td>
              <td className={styles.build}>{node.build.slice(0, 7)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const offsetText = (ms: number | null): string => (ms === null ? '–' : texts.milliseconds(Math.round(ms)))

/** What a node does, in words; feeds by their users, or by their keys where the replying node does not know them. */
function rolesOf(
  node: ClusterNodeView,
  { desk: shared }: ClusterView,
  usernames: ReadonlyMap<string, string>,
): readonly string[] {
  const names = (keys: readonly string[]) => keys.map((key) => usernames.get(key) ?? key)
  const roles = [
    ...(node.owns.length > 0 ? [texts.roles.owns(names(node.owns))] : []),
    ...(node.follows.length > 0 ? [texts.roles.follows(names(node.follows))] : []),
    ...(shared.owner?.id === node.id ? [texts.roles.desk] : []),
  ]
  return roles.length > 0 ? roles : [texts.roles.none]
}
