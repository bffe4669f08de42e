/**
 * The one place that selects the language of the user interface. Each area is a module of its own, so that a display
 * loads no text of the desk. A second language is a folder like `en/` whose modules satisfy the types of `Messages`.
 */
export { board } from './en/board.ts'
export {
  boardEditor,
  boardPages,
  desk,
  displayPages,
  displaySettings,
  pairForm,
  screenControls,
  signIn,
} from './en/desk.ts'
export { display } from './en/display.ts'
export { pageFailed } from './en/failure.ts'
export { metrics } from './en/metrics.ts'
export { notices } from './en/notices.ts'
export { problems } from './en/problems.ts'
export { tiles } from './en/tiles.ts'
