import './font/inter.css'
import './tokens.css'
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { RootErrorBoundary } from './root-error-boundary.tsx'

/** Set by `browser-check.js`, which then shows the reason. */
const tooOld = 'data-too-old'

/** Renders the page of a display or of the desk, unless the browser is too old for it. */
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
