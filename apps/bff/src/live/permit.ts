import type { ViewSpec } from '@wallboard/relay'

/** Who requests a view: a person, or a client with the view spec that it is assigned: a display, or one of a replay. */
export type ViewPrincipal =
  { readonly kind: 'person' } | { readonly kind: 'assigned'; readonly view: ViewSpec }

/**
 * Reduces a requested view spec to what the principal may see. A display is sent its assignment whatever it requests, and
 * a client of a replay the view of that replay.
 * A person's request is granted: the feed itself holds only what Five9 permits this user.
 */
export function permit(spec: ViewSpec, principal: ViewPrincipal): ViewSpec {
  switch (principal.kind) {
    case 'person':
      return spec
    case 'assigned':
      return principal.view
  }
}
