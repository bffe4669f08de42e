import { DisplayApp } from './app/display-gate.tsx'
import { showPage } from './app/show-page.tsx'

showPage(<DisplayApp />)
