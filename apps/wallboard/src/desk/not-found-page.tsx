import { Link } from '@tanstack/react-router'
import desk from './desk.module.css'
import { usePageTitle } from './use-page-title.ts'

/** An address without a page. */
export function NotFoundPage() {
  usePageTitle('Page not found')
  return (
    <main className={desk.page}>
      <h1>Page not found</h1>
      <p>There is no page at this address.</p>
      <p>
        <Link to="/">Go to the wall</Link>
      </p>
    </main>
  )
}
