import { Link } from '@tanstack/react-router'
import { deskFrame, deskTerms } from '../../i18n/index.ts'
import { useUnhealthyDisplays } from './unhealthy-displays.ts'

/** The link to the displays, with the number of those that need attention. */
export function DisplaysLink() {
  const count = useUnhealthyDisplays().length
  return (
    <Link to="/displays">
      {deskTerms.displays}
      {count > 0 && <b>{` ▲ ${deskFrame.needAttention(count)}`}</b>}
    </Link>
  )
}
