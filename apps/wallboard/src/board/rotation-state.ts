/** From which screen, and since when, the screens of a board take turns. */
export interface Rotation {
  readonly since: number
  readonly screen: number
}

/** The screen that stands now, from 0. */
export function currentPage(
  { since, screen }: Rotation,
  count: number,
  everyMs: number,
  now: number,
): number {
  if (count <= 1) return 0
  const turns = Math.max(0, Math.floor((now - since) / everyMs))
  return (screen + turns) % count
}
