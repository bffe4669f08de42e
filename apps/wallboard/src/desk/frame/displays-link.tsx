import { Link } from '@tanstack/react-router'
import { deskFrame, deskTerms } from '../../i18n/index.ts'
import { useUnhealthyDisplays } from './unhealthy-displays.ts'

/** A link to the displays outside of the navigation, with the number of those that need attention. */
export function DisplaysLink() {
  const count = useUnhealthyDisplays().length
  return (
    <Link to="/displays">
      {deskTerms.displays}
      {count > 0 && <b>{` ▲ ${count} ${deskFrame.needAttention(count)}`}</b>}
    </Link>
  )
}
