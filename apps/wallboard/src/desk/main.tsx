import { QueryClient } from '@tanstack/react-query'
import { shouldRetry } from '../api/retry.ts'
import { showPage } from '../ui/show-page.tsx'
import { DeskApp } from './desk-app.tsx'
import { createFrameSocket } from './desk-session/frame-socket.ts'
import { createDeskSession } from './desk-session/desk-session-store.ts'

const queryClient = new QueryClient({ defaultOptions: { queries: { retry: shouldRetry } } })

const isInFrame = window.parent !== window
const session = createDeskSession(queryClient, isInFrame ? createFrameSocket : undefined)

showPage(<DeskApp session={session} queryClient={queryClient} />)
