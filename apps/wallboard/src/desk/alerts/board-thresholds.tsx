import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Board } from '@wallboard/boards'
import { boardQueries } from '../../api/board-queries.ts'
import { rulesPage as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import desk from '../desk.module.css'
import styles from './rules-page.module.css'
import { useLastFired } from './use-last-fired.ts'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'

/** How many thresholds the tiles of a board have. */
const thresholdsOf = ({ pages }: Board): number =>
  pages
    .flatMap(({ tiles }) => tiles)
    .reduce((sum, tile) => sum + ('thresholds' in tile ? (tile.thresholds ?? []).length : 0), 0)

/** The boards whose tiles have thresholds, which the server evaluates like rules. */
export function BoardThresholds() {
  const { data: boards = [] } = useQuery(boardQueries.all())
  const documents = useQueries({
    queries: boards.map(({ id }) => ({ ...boardQueries.one(id), staleTime: 60_000 })),
  })
  const lastFired = useLastFired()
  const { minuteText } = useMomentTexts()
  const rows = boards.flatMap(({ id, name }, index) => {
    const board = documents[index]?.data?.board
    const thresholds = board === undefined ? 0 : thresholdsOf(board)
    const fired = [...(lastFired ?? [])].flatMap(([rule, at]) =>
      rule.startsWith(`board:${id}:`) ? [at] : [],
    )
    return thresholds === 0
      ? []
      : [{ id, name, thresholds, firedAt: fired.length === 0 ? undefined : Math.max(...fired) }]
  })
  const { boardColumns, columns } = texts
  return (
    <section aria-labelledby="boards">
      <h2 id="boards">{texts.boards}</h2>
      <p className={desk.note}>{texts.boardsNote}</p>
      {rows.length === 0 ? (
        <p className={desk.note}>{texts.boardsNone}</p>
      ) : (
        <table className={`${styles.table ?? ''} ${styles.boards ?? ''}`}>
          <thead>
            <tr>
              <th scope="col">{boardColumns.name}</th>
              <th scope="col" className={styles.active}>
                {boardColumns.thresholds}
              </th>
              <th scope="col" className={styles.fired}>
                {columns.lastFired}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, thresholds, firedAt }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to="/boards/$boardId" params={{ boardId: id }}>
                    {shownName(name)}
                  </Link>
                </th>
                <td className={styles.active}>{thresholds}</td>
                <td className={styles.fired}>{firedAt === undefined ? texts.never : minuteText(firedAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
