import type { ErrorComponentProps } from '@tanstack/react-router'
import { deskFrame } from '../i18n/index.ts'
import desk from './desk.module.css'
import { PageErrorText } from './frame/page-error.tsx'
import { usePageTitle } from './use-page-title.ts'

/** Shown in place of a page outside of the frame that failed. */
export function RouteError(props: ErrorComponentProps) {
  const { failed } = deskFrame
  usePageTitle(failed.title)
  return (
    <main className={desk.page}>
      <h1>{failed.heading}</h1>
      <PageErrorText {...props} />
    </main>
  )
}
