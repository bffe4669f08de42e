import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { DeskSession } from './desk-session/desk-session-store.ts'
import { SignedInLayout } from './signed-in-layout.tsx'

export const rootRoute = createRootRouteWithContext<{ readonly session: DeskSession }>()()

/** All pages that need a signed-in person. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: ({ context, location }) => {
    const { signIn, hasUnsavedChanges } = context.session.state.getState()
    if (signIn.status === 'signed-in' || hasUnsavedChanges) return
    const search = location.href === '/' ? {} : { return: location.href }
    redirect({ to: '/sign-in', search, replace: true, throw: true })
  },
  component: SignedInLayout,
})

/** Pages with the desk's navigation. */
export const frameRoute = createRoute({
  getParentRoute: () => signedInRoute,
  id: 'frame',
  component: lazyRouteComponent(() => import('./frame/desk-frame.tsx'), 'DeskFrame'),
})
