import type { RuleDocument } from '@wallboard/alerts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { RuleSummary } from '@wallboard/relay/rest/alerts'
import { useState } from 'react'
import { errorBodyOf } from '../../api/error-body.ts'
import { createRule, removeRule, ruleQueries, saveRule } from '../../api/rule-queries.ts'
import { formOf, type RuleForm } from './rule-form-state.ts'
import { documentOf } from './rule-words.ts'

interface RuleEvents {
  readonly initial: RuleForm
  readonly onCreated: (id: string) => void
  readonly onRemoved: () => void
  /** The form of the rule as somebody else saved it. */
  readonly onReplaced: (form: RuleForm) => void
}

interface SaveRequest {
  readonly rule: RuleDocument
  readonly form: RuleForm
  readonly revision: number | undefined
}

/** Saving and removing a rule. A change by somebody else is a conflict, which the person decides. */
export function useRuleActions(stored: RuleSummary | undefined, events: RuleEvents) {
  const client = useQueryClient()
  const [current, setCurrent] = useState(stored)
  const [savedForm, setSavedForm] = useState(events.initial)
  const [savedRevision, setSavedRevision] = useState<number>()
  const [conflict, setConflict] = useState<RuleSummary>()
  const [error, setError] = useState<unknown>()
  const refresh = () => client.invalidateQueries({ queryKey: ['alerts'] })

  async function failed(failure: unknown): Promise<void> {
    if (stored === undefined || errorBodyOf(failure)?.code !== 'rule-conflict') {
      setError(failure)
      return
    }
    try {
      setConflict(await client.query({ ...ruleQueries.one(stored.id), staleTime: 0 }))
    } catch (noAnswer) {
      setError(noAnswer)
    }
  }

  const save = useMutation({
    mutationFn: ({ rule, revision }: SaveRequest) =>
      stored === undefined || revision === undefined ? createRule(rule) : saveRule(stored.id, revision, rule),
    onMutate: () => {
      setError(undefined)
      setConflict(undefined)
      setSavedRevision(undefined)
    },
    onSuccess: async (summary, { form }) => {
      setCurrent(summary)
      setSavedForm(form)
      setSavedRevision(summary.revision)
      client.setQueryData(ruleQueries.one(summary.id).queryKey, summary)
      await refresh()
      if (stored === undefined) events.onCreated(summary.id)
    },
    onError: failed,
  })
  const remove = useMutation({
    mutationFn: () => removeRule(stored?.id ?? ''),
    onSuccess: async () => {
      events.onRemoved()
      await refresh()
    },
    onError: failed,
  })

  return {
    /** The rule at the server as this page knows it. */
    current,
    savedForm,
    /** The revision that was saved last on this page. */
    savedRevision,
    isSaving: save.isPending,
    error,
    /** The rule as somebody else saved it in the meantime. */
    conflict,
    save: (rule: RuleDocument, form: RuleForm) => {
      save.mutate({ rule, form, revision: current?.revision })
    },
    overwrite: (rule: RuleDocument, form: RuleForm) => {
      save.mutate({ rule, form, revision: conflict?.revision })
    },
    discard: () => {
      const theirs = conflict === undefined ? undefined : documentOf(conflict.rule)
      if (theirs === undefined) return
      const form = formOf(theirs)
      setCurrent(conflict)
      setSavedForm(form)
      setConflict(undefined)
      events.onReplaced(form)
    },
    remove: () => {
      remove.mutate()
    },
  }
}
