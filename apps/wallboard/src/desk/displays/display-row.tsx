import { Link } from '@tanstack/react-router'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import { displayPages } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { DisplayActions, DisplayName } from './display-actions.tsx'
import { displayFacts, displayOrigin, type DisplayContext } from './display-facts.tsx'

/** One display of the list. */
export function DisplayRow({ display, context }: { display: DisplaySummary; context: DisplayContext }) {
  return (
    <tr data-display={display.name} data-health={display.health}>
      <th scope="row">
        <DisplayName display={display} />
        <small>{displayOrigin(display)}</small>
      </th>
      {displayFacts.map(({ title, isNumber, show }) => (
        <td key={title} className={isNumber ? desk.number : undefined}>
          {show(display, context)}
        </td>
      ))}
      <td>
        <DisplayActions display={display}>
          <Link
            className={desk.button}
            to="/displays/$displayId"
            params={{ displayId: display.id }}
            aria-label={displayPages.settingsOf(display.name)}
          >
            {displayPages.settings}
          </Link>
        </DisplayActions>
      </td>
    </tr>
  )
}
