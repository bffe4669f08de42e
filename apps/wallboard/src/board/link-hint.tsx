import type { Hint } from '../live/session/screen-status-state.ts'
import { linkHint } from './link-hint-text.ts'

/** What happened to the link and what to do. Shown after the problem; loaded with the first one. */
export function LinkHint({ hint }: { hint: Hint }) {
  return <>{`. ${linkHint(hint)}`}</>
}
