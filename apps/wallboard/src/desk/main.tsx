import { QueryClient } from '@tanstack/react-query'
import { shouldRetry } from '../api/retry.ts'
import { showPage } from '../ui/show-page.tsx'
import { DeskApp } from './desk-app.tsx'
import { createDeskSession } from './desk-session/desk-session-store.ts'

const queryClient = new QueryClient({ defaultOptions: { queries: { retry: shouldRetry } } })

showPage(<DeskApp session={createDeskSession(queryClient)} queryClient={queryClient} />)
