import { useMemo } from 'react'
import { useSiteZone } from '../../board/site-zone-context.tsx'
import { momentTextsOf, type MomentTexts } from './moment-text.ts'

/** Texts of instants in the site's time zone. */
export function useMomentTexts(): MomentTexts {
  const zone = useSiteZone()
  return useMemo(() => momentTextsOf(zone), [zone])
}
