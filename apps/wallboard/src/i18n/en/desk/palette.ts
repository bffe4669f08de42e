import { plural } from '../plural.ts'

/** The command palette at `Ctrl K`. */
export const palette = {
  title: 'Command palette',
  find: 'Find a queue, agent, board…',
  /** The keys that open it, as they are printed on the keyboard. */
  keys: (isApple: boolean) => (isApple ? '⌘ K' : 'Ctrl K'),
  results: 'Results',
  nothing: 'Nothing found',
  count: (count: number) => `${count} ${plural(count, { one: 'result', other: 'results' })}`,
  /** The server did not deliver the palette's script. */
  notLoaded: 'The palette did not load: the server does not answer. Try again.',
  kinds: {
    action: 'Action',
    page: 'Page',
    queue: 'Queue',
    agent: 'Agent',
    campaign: 'Campaign',
    board: 'Board',
    display: 'Display',
    rule: 'Rule',
  },
  /** Narrows the search to a kind. */
  narrow: {
    action: 'Find an action…',
    page: 'Find a page…',
    queue: 'Find a queue…',
    agent: 'Find an agent…',
    campaign: 'Find a campaign…',
    board: 'Find a board…',
    display: 'Find a display…',
    rule: 'Find a rule…',
  },
}
