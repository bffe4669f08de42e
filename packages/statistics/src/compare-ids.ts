/** Ids are numbers as text: the shorter id is smaller. Loading a collator would take a browser longer than the sort. */
export const compareIds = (a: string, b: string): number =>
  a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
