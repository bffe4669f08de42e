/** What is printed on keys whose name in a browser is another one. */
const names: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** The keys of the desk: the list at `?`, and the actions that every page has. */
export const keyboard = {
  names,
  title: 'Keys',
  ofPage: 'On this page',
  ofDesk: 'On every page',
  switchedOff: 'Keys that are letters or signs are switched off. Switch them on in the settings.',
  close: 'Close',
  /** Labels of actions. */
  showKeys: 'Show the keys',
  openPalette: 'Find a queue, person, page or action',
  filter: 'Filter the list',
  goTo: (page: string) => `Go to ${page}`,
}
