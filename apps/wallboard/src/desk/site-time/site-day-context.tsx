import { createContext, use } from 'react'
import type { SiteDayRule } from '../../ui/format/site-day.ts'

const SiteDayContext = createContext<SiteDayRule>({ timeZone: undefined, startMinute: 0 })

export const SiteDayProvider = SiteDayContext

/** When days of the site start: at midnight of the browser until the account is known. */
export const useSiteDay = (): SiteDayRule => use(SiteDayContext)
