/** The query of an address as text values: `?board=7` is the text "7", as a person would write it. */
export const parseQuery = (query: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(query))

/** The opposite of `parseQuery`. Leaves undefined values out. */
export function formatQuery(values: Record<string, unknown>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    if (typeof value === 'string') parameters.set(name, value)
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
