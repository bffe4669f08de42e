/** English, by area: each is a module of its own, so that a page loads only the texts that it shows. */
export { board } from './board.ts'
export { boardEditor, boardPages, newBoard } from './desk/boards.ts'
export { displayPages, displaySettings, pairForm } from './desk/displays.ts'
export { deskFrame, deskTerms, screenControls, signIn } from './desk/frame.ts'
export { errors, requestFailures } from './errors.ts'
export { pageFailed } from './failure.ts'
export { notices } from './notices.ts'
export { problems } from './problems.ts'
