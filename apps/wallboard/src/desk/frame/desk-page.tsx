import type { DataSource } from '@wallboard/five9/identifiers'
import { queueSource } from '@wallboard/statistics'
import type { ReactNode } from 'react'
import { useScreenStatus } from '../../live/hooks/live-context.tsx'
import desk from '../desk.module.css'
import { DeskHeader } from './desk-header.tsx'

interface DeskPageProps {
  readonly title: string
  /** Links and buttons of the page, beside its heading. */
  readonly links?: ReactNode
  /** The data sources that the page shows: it is as fresh as the oldest of them. Pass the same array at each render. */
  readonly sources?: readonly DataSource[]
  readonly children: ReactNode
}

const queueSources: readonly DataSource[] = [queueSource]

/** A page in the frame: its header and its content. */
export function DeskPage({ title, links, sources = queueSources, children }: DeskPageProps) {
  const freshness = useScreenStatus((status) => status.freshness)
  return (
    <>
      <DeskHeader title={title} links={links} sources={sources} />
      <main className={desk.page} aria-label={title} data-link={freshness}>
        {children}
      </main>
    </>
  )
}
