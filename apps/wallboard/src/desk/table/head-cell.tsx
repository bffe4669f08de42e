import type { ReactNode } from 'react'

/** The title of a column in the head of a table that holds a few rows. */
export function HeadCell({ className, children }: { className?: string | undefined; children: ReactNode }) {
  return (
    <th scope="col" className={className}>
      {children}
    </th>
  )
}
