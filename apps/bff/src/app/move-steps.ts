import { moveHistory } from '../history/move/move-history.ts'
import { moveInstallationKey } from '../storage/move/move-installation-key.ts'
import { moveMainTables } from '../storage/move/move-main-tables.ts'
import type { MoveStep } from '../storage/move/move-step.ts'

/** What `npm run move-to-postgres` moves, in this order. All steps check before the first one copies. */
export const moveSteps: readonly MoveStep[] = [moveMainTables, moveInstallationKey, moveHistory]
