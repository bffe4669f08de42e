import { useQuery } from '@tanstack/react-query'
import { addressOf, pageName } from '../api/address.ts'
import { displayQueries } from '../api/display-queries.ts'
import styles from './desk.module.css'

const places = [
  ['', 'Wall'],
  ['displays', 'Displays'],
  ['boards', 'Boards'],
] as const

/** The same on every page of the desk: where one can go, and whether a screen needs somebody. */
export function DeskHeader({ title }: { title: string }) {
  const fleet = useQuery(displayQueries.fleet())
  const unhealthyDisplays = (fleet.data?.displays ?? []).filter(({ health }) => health !== 'healthy').length
  return (
    <header className={styles.header}>
      <h1>{title}</h1>
      <nav aria-label="Pages">
        {places.map(([path, name]) => (
          <a
            key={path}
            href={addressOf(path)}
            {...(pageName() === path ? { 'aria-current': 'page' as const } : {})}
          >
            {name}
            {path === 'displays' && unhealthyDisplays > 0 && <b>{` ▲ ${unhealthyDisplays} in trouble`}</b>}
          </a>
        ))}
      </nav>
    </header>
  )
}
