import type { TileOf } from '@wallboard/boards'
import { isTimeZone } from '@wallboard/relay/time-zone'
import { useMemo } from 'react'
import { tiles } from '../../../i18n/index.ts'
import { formatSiteTime } from '../../../ui/format/wait.ts'
import { timeOfDay } from '../../../live/session/time-of-day.ts'
import { useScreenStatus } from '../../../live/hooks/live-context.tsx'
import { useSiteZone } from '../../site-zone-context.tsx'
import { sizedFor, TileFrame } from '../tile-frame.tsx'
import type { TileProps } from '../tile-view.tsx'
import styles from '../tiles.module.css'

/** The server's clock in the tile's time zone, else the site's: a television's own may be an hour wrong. */
export function ClockTile({ tile, place }: TileProps<TileOf<'clock'>>) {
  const { label, timeZone } = tile
  const siteZone = useSiteZone()
  const isKnown = useMemo(() => timeZone === undefined || isTimeZone(timeZone), [timeZone])
  const time = useScreenStatus((status) => formatSiteTime(timeOfDay(status), timeZone ?? siteZone))
  return (
    <TileFrame place={place} kind="clock" name={label} notes={0}>
      {isKnown ? (
        <p className={styles.alone}>
          <time style={sizedFor(time)}>{time}</time>
        </p>
      ) : (
        <p className={styles.textLine}>{tiles.unknownTimeZone(timeZone ?? '')}</p>
      )}
    </TileFrame>
  )
}
