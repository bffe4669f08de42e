import type { ScreenStatus, Problem } from '../live/session/screen-status-state.ts'
import { sourceLabels } from '../live/stores/source-labels.ts'

/** "Queues", "Queues and agents": what people call data sources, as the start of a sentence. */
function namesOf(dataSources: readonly string[]): string {
  const names = dataSources.map((dataSource) => sourceLabels.get(dataSource) ?? dataSource)
  return names.map((name, index) => (index === 0 ? name : name.toLowerCase())).join(' and ')
}

const plain: Readonly<
  Record<Exclude<Problem, 'none' | 'unconfirmed'>, readonly [what: string, when: string]>
> = {
  connecting: ['Connecting to the server', 'since'],
  'server-lost': ['Connection to the server lost', 'at'],
  'screen-slept': ['This screen was asleep. It connects again', 'since'],
  'changes-missed': ['This screen missed changes. It waits for all figures', 'since'],
  'socket-blocked': ['This page loads, but its live connection does not come through', 'since'],
  'five9-connecting': ['The server is connecting to Five9', 'since'],
  'five9-lost': ['Connection to Five9 lost', 'at'],
  'five9-moving': ['Five9 is moving this domain', 'since'],
  'five9-ended': ['Five9 session ended', 'at'],
  'first-figures': ['Waiting for the first figures', 'since'],
  'five9-silent': ['No data from Five9', 'since'],
}

/** Why the glass is not live, in words. `time` is when it began, or of when the figures are; undefined: not told yet. */
export function problemText(
  { problem, problemSources }: Pick<ScreenStatus, 'problem' | 'problemSources'>,
  time: string | undefined,
): string {
  if (problem === 'none') return ''
  if (problem === 'unconfirmed') {
    const figures = time === undefined ? '' : `figures of ${time}, `
    return `${namesOf(problemSources)}: ${figures}waiting for full statistics`
  }
  const [what, when] = plain[problem]
  return time === undefined ? what : `${what} ${when} ${time}`
}
