import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { DisplaySummary } from '@wallboard/relay/rest/display-list'
import { errorText } from '../../api/error-text.ts'
import { deskTerms, displayPages as texts } from '../../i18n/index.ts'
import desk from '../desk.module.css'
import { DeskPage } from '../frame/desk-page.tsx'
import { DisplayActions } from './display-actions.tsx'
import { displayFacts, displayOrigin, type DisplayContext } from './display-facts.tsx'
import { DisplaySettingsForm } from './display-settings-form.tsx'
import styles from './displays-page.module.css'
import { useDisplays } from './use-displays.ts'

/** `/displays/<id>`: one display: its state, its settings, and the actions on it. */
export function DisplayPage() {
  const { displayId } = useParams({ from: '/signed-in/frame/displays/$displayId' })
  const { query, displays, context } = useDisplays()
  const display = displays.find(({ id }) => id === displayId)
  return (
    <DeskPage
      title={display?.name ?? deskTerms.display}
      links={
        <>
          <Link className={desk.link} to="/displays">
            {texts.allDisplays}
          </Link>
        </>
      }
    >
      {query.isError && (
        <p role="alert">
          {errorText(query.error)} {texts.dataMayBeStale}
        </p>
      )}
      {query.isPending && <p className={desk.note}>{texts.loadingOne}</p>}
      {query.isSuccess && display === undefined && <p role="alert">{texts.notFound}</p>}
      {display !== undefined && <OpenDisplay key={display.id} display={display} context={context} />}
    </DeskPage>
  )
}

function OpenDisplay({ display, context }: { display: DisplaySummary; context: DisplayContext }) {
  const navigate = useNavigate()
  return (
    <>
      <p className={desk.note}>{displayOrigin(display)}</p>
      <dl className={styles.facts} data-health={display.health}>
        {displayFacts.map(({ title, show }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{show(display, context)}</dd>
          </div>
        ))}
      </dl>
      <DisplayActions
        display={display}
        onRemoved={() => void navigate({ to: '/displays', ignoreBlocker: true })}
      />
      <h2>{texts.settings}</h2>
      <DisplaySettingsForm display={display} boards={context.boards ?? []} />
    </>
  )
}
