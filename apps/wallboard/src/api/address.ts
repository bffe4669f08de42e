/**
 * The address of something on this server, from one without a leading slash: it counts from where the wallboard lies,
 * which the page's base says (`/wallboard/` behind a proxy that serves more than one program).
 */
export const addressOf = (path: string): string => new URL(path, document.baseURI).href

/** The path under which the wallboard lies, with a slash at its end. */
export const basePath = (): string => new URL('.', document.baseURI).pathname

/** Which page of the wallboard this is: `displays`, and nothing for the first one. */
export function pageName(): string {
  const { pathname } = location
  const base = basePath()
  return pathname.startsWith(base) ? pathname.slice(base.length) : ''
}
