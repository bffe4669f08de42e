/** The screen at which the rotation of a board's screens started, and when. */
export interface Rotation {
  readonly since: number
  readonly screen: number
}

/** The index of the screen to show now. */
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
