import { Link } from '@tanstack/react-router'
import { useUnhealthyDisplays } from './unhealthy-displays.ts'

/** The link to the displays, with the number of those that need attention. */
export function DisplaysLink() {
  const count = useUnhealthyDisplays().length
  return (
    <Link to="/displays">
      Displays
      {count > 0 && <b>{` ▲ ${count} ${count === 1 ? 'needs' : 'need'} attention`}</b>}
    </Link>
  )
}
