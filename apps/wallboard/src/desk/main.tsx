import { QueryClient } from '@tanstack/react-query'
import { showPage } from '../ui/show-page.tsx'
import { DeskApp } from './desk-app.tsx'
import { createDeskSession } from './desk-session/desk-session-store.ts'

const queryClient = new QueryClient()

showPage(<DeskApp session={createDeskSession(queryClient)} queryClient={queryClient} />)
