import { Link } from '@tanstack/react-router'
import { deskFrame } from '../../i18n/index.ts'
import { DeskPage } from './desk-page.tsx'

/** Shown for an address that has no page. */
export const NotFoundPage = () => (
  <DeskPage title={deskFrame.notFound.title}>
    <NotFoundText />
  </DeskPage>
)

export function NotFoundText() {
  const { text, toOverview } = deskFrame.notFound
  return (
    <>
      <p>{text}</p>
      <p>
        <Link to="/overview">{toOverview}</Link>
      </p>
    </>
  )
}
