import type { ServiceLevelFormula } from '@wallboard/statistics/campaign-table'
import { createContext, use } from 'react'
import type { ShownFormula } from './service-level-text.ts'

/** Which formula the column shows, and which one Five9's own share follows, if anybody has stated it. */
interface Formulas {
  readonly shown: ShownFormula
  readonly sent: ServiceLevelFormula | undefined
}

export const FormulasContext = createContext<Formulas>({ shown: 'five9', sent: undefined })

export const useFormulas = (): Formulas => use(FormulasContext)
