import type { HistoryWhy, WhyMove } from '@wallboard/relay/rest/why'
import { whyPanel as text } from '../../i18n/index.ts'

/** More names than a reader takes in are left out of a sentence. */
const maxNames = 3

/** Moves of one kind and reason become one sentence, in the order of the first of each. */
function groupedMoves(moves: readonly WhyMove[]): readonly (readonly WhyMove[])[] {
  const groups = new Map<string, WhyMove[]>()
  for (const move of moves) {
    const key = `${move.to} ${move.reason ?? ''}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [move])
    else group.push(move)
  }
  return [...groups.values()]
}

function moveSentence(moves: readonly WhyMove[], timeOf: (at: number) => string): string {
  const [first] = moves
  const times = moves.map(({ at }) => timeOf(at))
  const known = moves.flatMap(({ agent }) => agent?.name ?? [])
  const names = known.length === moves.length && known.length <= maxNames ? known : []
  const count = moves.length
  switch (first?.to) {
    case 'away':
      return first.reason === null
        ? text.leftWithoutReason(count, times, names)
        : text.left(count, first.reason, times, names)
    case 'logged-out':
      return text.loggedOut(count, times, names)
    case 'at-work':
    case undefined:
      return text.cameBack(count, times, names)
  }
}

function agentTimeSentence({ kind, reason, now, usual, share }: HistoryWhy['agentTime'][number]): string {
  const percent = share === null || share < 0.5 ? undefined : Math.round(share)
  const [minutes, usualMinutes] = [Math.round(now), Math.round(usual)]
  switch (kind) {
    case 'absent':
      return text.absent(minutes, percent)
    case 'no-reason':
      return text.awayWithoutReason(minutes, usualMinutes)
    case 'reason':
      return text.away(reason ?? '', minutes, usualMinutes, percent)
  }
}

/** Agent time is worth a sentence when it grew by at least this many agent-minutes. */
const minGrownMinutes = 2

function changeSentence(
  { at, change, name }: HistoryWhy['changes'][number],
  timeOf: (at: number) => string,
): string {
  const time = timeOf(at)
  switch (change) {
    case 'agent-added':
      return text.skillAdded(time, name ?? text.anAgent)
    case 'agent-removed':
      return text.skillRemoved(time, name ?? text.anAgent)
    case 'queue-added':
      return text.queueAdded(time)
    case 'queue-renamed':
      return text.queueRenamed(time)
  }
}

/** What happened in the window, in words: who left and came back, where agent time went, which skills changed. */
export function whySentences(why: HistoryWhy, timeOf: (at: number) => string): readonly string[] {
  const leaving = why.moves.filter(({ to }) => to !== 'at-work')
  // Who left within the window and came back is in no other sentence.
  const returning = why.moves.filter(({ to }) => to === 'at-work')
  const sentences = [
    ...groupedMoves(leaving).map((moves) => moveSentence(moves, timeOf)),
    ...groupedMoves(returning).map((moves) => moveSentence(moves, timeOf)),
    ...why.agentTime.filter(({ now, usual }) => now - usual >= minGrownMinutes).map(agentTimeSentence),
    ...why.changes.map((change) => changeSentence(change, timeOf)),
  ]
  return sentences.length === 0 && why.gaps.length === 0 ? [text.nothing] : sentences
}
