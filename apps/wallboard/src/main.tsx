import '@fontsource-variable/inter'
import './shared/ui/tokens.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { LastResort } from './app/last-resort.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root element')
createRoot(root).render(
  <StrictMode>
    <LastResort>
      <App />
    </LastResort>
  </StrictMode>,
)
