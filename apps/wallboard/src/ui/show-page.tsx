import '@fontsource-variable/inter'
import './tokens.css'
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { RootErrorBoundary } from './root-error-boundary.tsx'

/** Set by `browser-check.js`, which then says what is missing. */
const tooOld = 'data-too-old'

/** Draws a page, unless this browser is too old for it. A wall display and the desk are two: neither loads what only the other needs. */
export function showPage(content: ReactNode): void {
  if (document.documentElement.hasAttribute(tooOld)) return
  const root = document.getElementById('root')
  if (root === null) throw new Error('no root element')
  createRoot(root).render(
    <StrictMode>
      <RootErrorBoundary>{content}</RootErrorBoundary>
    </StrictMode>,
  )
}
