import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { deskFrame } from '../i18n/index.ts'
import desk from './desk.module.css'
import { usePageTitle } from './use-page-title.ts'

/** Shown in place of a page that failed. The navigation and the other pages still work. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const { failed } = deskFrame
  const router = useRouter()
  usePageTitle(failed.title)
  return (
    <main className={desk.page}>
      <h1>{failed.heading}</h1>
      <p role="alert">{error instanceof Error ? error.message : failed.noReason}</p>
      <button
        type="button"
        onClick={() => {
          reset()
          void router.invalidate()
        }}
      >
        {failed.retry}
      </button>
    </main>
  )
}
