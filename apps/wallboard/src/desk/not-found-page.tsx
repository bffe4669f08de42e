import { Link } from '@tanstack/react-router'
import { deskFrame } from '../i18n/index.ts'
import desk from './desk.module.css'
import { usePageTitle } from './use-page-title.ts'

/** Shown for an address that has no page. */
export function NotFoundPage() {
  const { notFound } = deskFrame
  usePageTitle(notFound.title)
  return (
    <main className={desk.page}>
      <h1>{notFound.title}</h1>
      <p>{notFound.text}</p>
      <p>
        <Link to="/overview">{notFound.toOverview}</Link>
      </p>
    </main>
  )
}
