import { useEffect } from 'react'
import { deskTerms } from '../i18n/index.ts'

/** Sets the title of the browser's tab while the page is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${deskTerms.product}`
  }, [title])
}
