import { useQuery } from '@tanstack/react-query'
import { boardQueries } from '../../api/board-queries.ts'
import { displayQueries } from '../../api/display-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { DeskHeader } from '../desk-header.tsx'
import desk from '../desk.module.css'
import { DisplayRow } from './display-row.tsx'
import { PairForm } from './pair-form.tsx'
import { addressOf } from '../../api/address.ts'
import styles from './displays-page.module.css'

/** Title, and whether figures stand below it. */
const titles: readonly (readonly [title: string, isNumber: boolean])[] = [
  ['Screen', false],
  ['Standing', false],
  ['Board', false],
  ['Last seen', true],
  ['Data on the glass', true],
  ['Resolution', true],
  ['Frame', true],
  ['Memory', true],
  ['Browser and version', false],
]

/** The build that most screens run: another one stands out. */
function mostCommonBuild(builds: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const build of builds) counts.set(build, (counts.get(build) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}

/** Every screen of the domain, worst first, and the form that pairs another one. */
export function DisplaysPage() {
  const fleet = useQuery(displayQueries.fleet())
  const boards = useQuery(boardQueries.all())
  const displays = fleet.data?.displays ?? []
  const now = fleet.data?.serverTime ?? 0
  const build = mostCommonBuild(displays.flatMap(({ report }) => (report === null ? [] : [report.build])))
  return (
    <main className={desk.page}>
      <DeskHeader title="Displays" />
      <PairForm boards={boards.data ?? []} />
      {fleet.isError && <p role="alert">{errorText(fleet.error)} What is below may be old.</p>}
      {fleet.isPending && <p className={desk.note}>Asking for the screens</p>}
      {fleet.isSuccess && displays.length === 0 && (
        <p className={desk.note}>
          No screen is paired. Open {addressOf('display')} on a screen and type its code above.
        </p>
      )}
      {displays.length > 0 && (
        <table className={`${desk.table ?? ''} ${styles.table ?? ''}`}>
          <thead>
            <tr>
              {titles.map(([title, isNumber]) => (
                <th key={title} scope="col" className={isNumber ? desk.number : undefined}>
                  {title}
                </th>
              ))}
              <th scope="col">
                <span className={styles.hidden}>Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {displays.map((display) => (
              <DisplayRow
                key={display.id}
                display={display}
                now={now}
                boards={boards.data}
                mostCommonBuild={build}
              />
            ))}
          </tbody>
        </table>
      )}
    </main>
  )
}
