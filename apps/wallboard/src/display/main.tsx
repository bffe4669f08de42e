import { DisplayApp } from './display-app.tsx'
import { showPage } from '../ui/show-page.tsx'

showPage(<DisplayApp />)
