import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import desk from './desk.module.css'
import { usePageTitle } from './use-page-title.ts'

/** One page of the desk failed; the navigation and the other pages still work. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  usePageTitle('Error')
  return (
    <main className={desk.page}>
      <h1>This page failed</h1>
      <p role="alert">{error instanceof Error ? error.message : 'The page gave no reason.'}</p>
      <button
        type="button"
        onClick={() => {
          reset()
          void router.invalidate()
        }}
      >
        Try again
      </button>
    </main>
  )
}
