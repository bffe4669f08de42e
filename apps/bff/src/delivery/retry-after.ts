/** Parses `Retry-After`: seconds, or a date of HTTP. */
export function parseRetryAfter(text: string | undefined, nowWall: number): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text.trim())) return Number(text.trim()) * 1_000
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowWall)
}
