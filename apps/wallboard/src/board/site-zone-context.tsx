import { createContext, use } from 'react'

const SiteZoneContext = createContext<string | undefined>(undefined)

export const SiteZoneProvider = SiteZoneContext

/** The time zone of the wall's site; undefined: the browser's, which may be wrong on a television. */
export const useSiteZone = (): string | undefined => use(SiteZoneContext)
