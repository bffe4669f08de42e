import { useQuery } from '@tanstack/react-query'
import { errorText } from '../../api/error-text.ts'
import { ruleQueries } from '../../api/rule-queries.ts'
import { ruleVersions as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { formOf, type RuleForm } from './rule-form-state.ts'
import styles from './rule-page.module.css'
import { documentOf } from './rule-words.ts'
import { useMomentTexts } from '../site-time/use-moment-texts.ts'

interface RuleVersionListProps {
  readonly ruleId: string
  /** The revision at the server. */
  readonly revision: number
  /** Puts the form of an old version in place of the present one; saving it makes a new revision. */
  readonly onUse: (form: RuleForm) => void
}

/** Who changed the rule and when, the newest first. */
export function RuleVersionList({ ruleId, revision: current, onUse }: RuleVersionListProps) {
  const { data, error } = useQuery(ruleQueries.versions(ruleId))
  const { columns } = texts
  const { momentText } = useMomentTexts()
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{texts.title}</h2>
      {error !== null && <p role="alert">{errorText(error)}</p>}
      {data !== undefined && (
        <table className={styles.versions}>
          <thead>
            <tr>
              <th scope="col">{columns.revision}</th>
              <th scope="col">{columns.at}</th>
              <th scope="col">{columns.by}</th>
              <th scope="col">{columns.change}</th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ revision, at, by, change, rule }) => {
              const old = documentOf(rule)
              return (
                <tr key={revision} data-revision={revision}>
                  <td>{revision}</td>
                  <td>{momentText(at)}</td>
                  <td>{shownName(by)}</td>
                  <td>
                    {texts.changes[change]}
                    {revision === current
                      ? `, ${texts.current}`
                      : old !== undefined && (
                          <button
                            type="button"
                            title={texts.useOf(revision)}
                            aria-label={texts.useOf(revision)}
                            onClick={() => {
                              onUse(formOf(old))
                            }}
                          >
                            {texts.use}
                          </button>
                        )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
