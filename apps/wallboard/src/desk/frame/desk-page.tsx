import type { ReactNode } from 'react'
import desk from '../desk.module.css'
import { usePageTitle } from '../use-page-title.ts'
import styles from './desk-frame.module.css'
import { FreshnessLine } from './freshness-line.tsx'

interface DeskPageProps {
  readonly title: string
  /** Links of the page, beside its heading. */
  readonly links?: ReactNode
  readonly children: ReactNode
}

/** A page in the frame: its heading, the freshness of the live data, and its content. */
export function DeskPage({ title, links, children }: DeskPageProps) {
  usePageTitle(title)
  return (
    <>
      <header className={styles.bar}>
        <h1>{title}</h1>
        <FreshnessLine />
        {links}
      </header>
      <main className={desk.page} aria-label={title}>
        {children}
      </main>
    </>
  )
}
