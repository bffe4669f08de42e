/**
 * The one place that selects the language of the user interface. Each area is a module of its own, so that a display
 * loads no text of the desk. A second language is a folder like `en/` whose modules have the same types.
 */
export { board } from './en/board.ts'
export { notices } from './en/notices.ts'
export { problems } from './en/problems.ts'
