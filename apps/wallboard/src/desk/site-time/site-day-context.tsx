import { createContext, use } from 'react'
import type { DayRule } from '../../ui/format/site-day.ts'

const SiteDayContext = createContext<DayRule>({ timeZone: undefined, startMinute: 0 })

export const SiteDayProvider = SiteDayContext

/** When days of the site start: at midnight of the browser until the account is known. */
export const useSiteDay = (): DayRule => use(SiteDayContext)
