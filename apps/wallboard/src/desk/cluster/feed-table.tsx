import type { ClusterFeedView } from '@wallboard/relay/rest/cluster'
import { clusterPage as texts } from '../../i18n/index.ts'
import { formatAge } from '../../ui/format/wait.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import desk from '../desk.module.css'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'
import { HeadCell } from '../table/head-cell.tsx'
import styles from './cluster-page.module.css'

/** The feeds that the replying node owns or follows. */
export function FeedTable({ feeds, now }: { feeds: readonly ClusterFeedView[]; now: number }) {
  return (
    <div className={desk.scrolls}>
      <table className={styles.feeds}>
        <thead>
          <tr>
            <HeadCell className={styles.name}>{texts.feed}</HeadCell>
            <HeadCell>{texts.owner}</HeadCell>
            <HeadCell>{texts.followers}</HeadCell>
            <HeadCell className={styles.number}>{texts.lease}</HeadCell>
            <HeadCell className={styles.number}>{texts.lag}</HeadCell>
            <HeadCell className={styles.number}>{texts.fence}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <FeedRow key={feed.key} feed={feed} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function FeedRow({ feed, now }: { feed: ClusterFeedView; now: number }) {
  const { momentText } = useMomentTexts()
  const { lease, followers } = feed
  return (
    <tr data-feed={feed.username} data-level={lease.owner === null ? 'critical' : undefined}>
      <th scope="row">
        {shownName(feed.username)}
        <small>{feed.isServiceFeed ? texts.serviceAccount : texts.person}</small>
      </th>
      <td>
        {lease.owner === null ? texts.failingOver : shownName(lease.owner.name)}
        <small>{texts.ownerSince(momentText(lease.since, now))}</small>
      </td>
      <td>{followersText(followers)}</td>
      <td className={styles.number}>
        {lease.renewedAgeMs === null ? '–' : texts.ago(formatAge(lease.renewedAgeMs))}
      </td>
      <td className={styles.number}>
        {feed.streamLagMs === null ? '–' : texts.milliseconds(Math.round(feed.streamLagMs))}
      </td>
      <td className={styles.number}>{lease.fence ?? '–'}</td>
    </tr>
  )
}

function followersText(followers: ClusterFeedView['followers']): string {
  if (followers === null) return texts.askOwner
  return followers.length === 0 ? texts.noFollowers : followers.map(({ name }) => shownName(name)).join(', ')
}
