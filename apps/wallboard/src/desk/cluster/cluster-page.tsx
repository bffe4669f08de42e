import { useQuery } from '@tanstack/react-query'
import type { ClusterView } from '@wallboard/relay/rest/cluster'
import { clusterQueries } from '../../api/cluster-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { clusterPage as texts, deskTerms } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { DeskPage } from '../frame/desk-page.tsx'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'
import { clusterProblems, type ClusterProblem } from './cluster-problems-state.ts'
import styles from './cluster-page.module.css'
import { EngineTable } from './engine-table.tsx'
import { FeedTable } from './feed-table.tsx'
import { NodeTable } from './node-table.tsx'
import { problemText } from './problem-text.ts'

/** `/cluster`: the nodes, feeds and engines of the cluster, and what is wrong with them. */
export function ClusterPage() {
  const { data, error, isPending } = useQuery(clusterQueries.current())
  const view = data?.cluster ?? undefined
  const problems = view === undefined ? [] : clusterProblems(view)
  return (
    <DeskPage
      title={deskTerms.cluster}
      links={
        view !== undefined && (
          <span className={desk.note}>{texts.counts(view.nodes.length, problems.length)}</span>
        )
      }
    >
      {error !== null && (
        <p role="alert">
          {errorText(error)} {view !== undefined && texts.mayBeStale}
        </p>
      )}
      {isPending && <p className={desk.note}>{texts.loading}</p>}
      {data?.cluster === null && <p className={desk.note}>{texts.single}</p>}
      {view !== undefined && <Cluster view={view} problems={problems} />}
    </DeskPage>
  )
}

/** Nodes report each second, and a feed starts within a few. */
const justStartedMs = 15_000

const hasJustStarted = ({ at, nodes }: ClusterView): boolean =>
  nodes.some(({ isThis, startedAt }) => isThis && at - startedAt < justStartedMs)

function Cluster({ view, problems }: { view: ClusterView; problems: readonly ClusterProblem[] }) {
  return (
    <div className={styles.cluster}>
      <p className={desk.note}>{texts.seenBy(view.node.name)}</p>
      <Problems problems={problems} now={view.at} />
      <section aria-label={texts.nodesTitle}>
        <h2>{texts.nodesTitle}</h2>
        <NodeTable view={view} />
      </section>
      <section aria-label={texts.feedsTitle}>
        <h2>{texts.feedsTitle}</h2>
        {view.feeds.length === 0 ? (
          <p className={desk.note}>{hasJustStarted(view) ? texts.noFeedsYet : texts.noFeeds}</p>
        ) : (
          <FeedTable feeds={view.feeds} now={view.at} />
        )}
      </section>
      <section aria-label={texts.enginesTitle}>
        <h2>{texts.enginesTitle}</h2>
        <EngineTable view={view} />
      </section>
    </div>
  )
}

/** Amber is a bar and a sign, critical is inverted: as on the wall. */
const signs = { critical: '■', warn: '▲' } as const

function Problems({ problems, now }: { problems: readonly ClusterProblem[]; now: number }) {
  const { momentText } = useMomentTexts()
  return (
    <section aria-label={texts.problemsTitle}>
      <h2>{texts.problemsTitle}</h2>
      {problems.length === 0 && <p className={desk.note}>{texts.noProblems}</p>}
      <ul className={styles.problems} aria-live="polite">
        {problems.map((problem) => {
          const text = problemText(problem, (at) => momentText(at, now))
          return (
            <li key={`${problem.code} ${'name' in problem ? problem.name : text}`} data-level={problem.level}>
              <span className={styles.sign} aria-hidden="true">
                {signs[problem.level]}
              </span>
              <span>{text}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
