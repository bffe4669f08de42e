import { optionalPart } from '../ui/optional-part.ts'

const load = () => import('./board-notices.tsx')

export const BoardNotices = optionalPart(load, (module) => module.BoardNotices)
export const LinkHint = optionalPart(load, (module) => module.LinkHint)
export const NoQueues = optionalPart(load, (module) => module.NoQueues)
