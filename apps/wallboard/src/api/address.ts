/**
 * The absolute address of a path of this server, without a leading slash. It is relative to the page's base: behind a
 * proxy that serves several programs the wallboard may be at `/wallboard/`.
 */
export const addressOf = (path: string): string => new URL(path, document.baseURI).href

/** The path of the wallboard, with a slash at its end. */
export const basePath = (): string => new URL('.', document.baseURI).pathname
