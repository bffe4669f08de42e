import { showPage } from '../ui/show-page.tsx'
import { browserPorts } from './browser-ports.ts'
import { DisplayApp } from './display-app.tsx'
import { createDisplaySession } from './display-session.ts'

showPage(<DisplayApp session={createDisplaySession(browserPorts)} />)
