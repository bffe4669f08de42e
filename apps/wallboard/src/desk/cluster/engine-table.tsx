import type { ClusterView } from '@wallboard/relay/rest/cluster'
import { clusterPage as texts } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'
import { HeadCell } from '../table/head-cell.tsx'
import styles from './cluster-page.module.css'

const engines = [
  ['Redis', 'redis'],
  ['PostgreSQL', 'postgres'],
] as const

/** The connections of the replying node to Redis and PostgreSQL. */
export function EngineTable({ view }: { view: ClusterView }) {
  const { momentText } = useMomentTexts()
  return (
    <div className={desk.scrolls}>
      <table className={styles.engines}>
        <thead>
          <tr>
            <HeadCell>{texts.engine}</HeadCell>
            <HeadCell>{texts.state}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {engines.map(([name, key]) => {
            const { isUp, since } = view[key]
            const time = momentText(since, view.at)
            return (
              <tr key={key} data-engine={key} data-level={isUp ? undefined : 'critical'}>
                <th scope="row">
                  {name}
                  <small>{texts.carries[key]}</small>
                </th>
                <td>{isUp ? texts.up(time) : texts.down(time)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
