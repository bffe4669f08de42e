import { lazy, Suspense } from 'react'

/** Loaded after the first figures: no alert is news before the first list of alerts has come. */
const AlertToasts = lazy(async () => ({
  default: (await import('../active-alerts/alert-toasts.tsx')).AlertToasts,
}))

/** The toasts of new alerts, on all pages of the frame. */
export const AlertToastsWhenLoaded = () => (
  <Suspense fallback={null}>
    <AlertToasts />
  </Suspense>
)
