import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { deskFrame } from '../../i18n/index.ts'
import { DeskPage } from './desk-page.tsx'

/** Shown in place of a page of the frame that failed. The navigation and the other pages still work. */
export const PageError = (props: ErrorComponentProps) => (
  <DeskPage title={deskFrame.failed.heading}>
    <PageErrorText {...props} />
  </DeskPage>
)

export function PageErrorText({ error, reset }: Pick<ErrorComponentProps, 'error' | 'reset'>) {
  const { failed } = deskFrame
  const router = useRouter()
  return (
    <>
      <p>{failed.text}</p>
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
    </>
  )
}
