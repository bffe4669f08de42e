import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { channelQueries, testChannel } from '../../api/channel-queries.ts'
import { errorText } from '../../api/error-text.ts'
import { ruleForm as texts } from '../../i18n/index.ts'
import { shownName } from '../../ui/format/shown-name.ts'
import { deliveryText } from './delivery-text.ts'
import styles from './rule-page.module.css'

/** Sends a test to each channel of the rule, and says what became of it. For administrators. */
export function TestChannels({ keys }: { readonly keys: readonly string[] }) {
  const client = useQueryClient()
  const { data } = useQuery(channelQueries.all())
  const [results, setResults] = useState<readonly string[]>([])
  const unique = [...new Set(keys)]
  const nameOf = (key: string) => shownName(data?.channels.find((each) => each.key === key)?.name ?? key)
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      Promise.all(
        unique.map(async (key) => {
          try {
            return texts.tested(nameOf(key), deliveryText(await testChannel(key)))
          } catch (error) {
            return texts.tested(nameOf(key), errorText(error))
          }
        }),
      ),
    onSuccess: async (outcomes) => {
      setResults(outcomes)
      await client.invalidateQueries({ queryKey: channelQueries.all().queryKey })
    },
  })
  if (data?.mayEdit !== true || unique.length === 0) return null
  return (
    <>
      <button
        type="button"
        className={styles.bar}
        disabled={isPending}
        onClick={() => {
          setResults([])
          mutate()
        }}
      >
        {texts.testChannels}
      </button>
      <span role="status">{results.join(' · ')}</span>
    </>
  )
}
