import { problems } from '../i18n/index.ts'
import type { ScreenStatus } from '../live/session/screen-status-state.ts'

/** Why the data is not live, as a sentence. `time` is when the problem began; undefined while it is not known. */
export function problemText(
  { problem, problemSources }: Pick<ScreenStatus, 'problem' | 'problemSources'>,
  time: string | undefined,
): string {
  if (problem === 'none') return ''
  return problem === 'unconfirmed' ? problems[problem](problemSources, time) : problems[problem](time)
}
