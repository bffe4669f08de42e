import type { Hint } from '../live/session/screen-status-state.ts'
import { linkHint } from './link-hint-text.ts'

/** What happened to the link and what to do, after the problem. Loaded when there is a problem to explain. */
export function LinkHint({ hint }: { hint: Hint }) {
  return <>{`. ${linkHint(hint)}`}</>
}
