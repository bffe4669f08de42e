import type { Plugin } from 'vite'

/**
 * Parts of React DOM that a display cannot reach, which are a sixth of its first script. Each function keeps its name,
 * and does what it does in a page that does not use its part. `first-load.test.ts` checks that no component
 * of a display uses them. When an update of React renames one, the build fails: compare this list with the new source.
 */
interface Part {
  readonly name: string
  /** Bodies of functions. */
  readonly functions: Readonly<Record<string, string>>
  /** Objects whose methods nothing calls any more. */
  readonly methodsOf?: readonly string[]
}

const empty = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '']))

/** Only a fiber with the tag of `<ViewTransition>` has one; React searches for such fibers after each lazy part. */
const viewTransitions: Part = {
  name: 'view transitions',
  functions: empty(
    ...['trackEnterViewTransitions', 'pushViewTransitionCancelableScope', 'restorePairedViewTransitions'],
    ...['applyViewTransitionToHostInstances', 'applyViewTransitionToHostInstancesRecursive'],
    ...['restoreViewTransitionOnHostInstances', 'commitAppearingPairViewTransitions'],
    ...['commitEnterViewTransitions', 'commitDeletedPairViewTransitions', 'commitExitViewTransitions'],
    ...['commitNestedViewTransitions', 'restoreEnterOrExitViewTransitions', 'restoreNestedViewTransitions'],
    ...['measureViewTransitionHostInstancesRecursive', 'measureNestedViewTransitions'],
    ...['getViewTransitionName', 'getViewTransitionClassName', 'scheduleViewTransitionEvent'],
    ...['applyViewTransitionName', 'restoreViewTransitionName', 'createViewTransitionInstance'],
    ...['reportViewTransitionError', 'startViewTransition', 'ViewTransitionPseudoElement'],
    ...['commitAfterMutationEffectsOnFiber', 'recursivelyTraverseAfterMutationEffects'],
  ),
  methodsOf: ['ViewTransitionPseudoElement'],
}

/** Texts with the names of components, for messages of errors that nothing here shows. */
const componentStacks: Part = {
  name: 'component stacks',
  functions: { getStackByFiberInDevAndProd: "return ''" },
}

/** Made for a `<Fragment>` with a `ref` only. */
const fragmentReferences: Part = {
  name: 'references of fragments',
  functions: {
    isFragmentInstanceParent: 'return !1',
    ...empty('FragmentInstance', 'commitNewChildToFragmentInstance', 'deleteChildFromFragmentInstance'),
  },
  methodsOf: ['FragmentInstance'],
}

/** Elements that React puts into the head of the page, and requests for resources ahead of time. */
const resources: Part = {
  name: 'resources of the head',
  functions: {
    isHostHoistableType: 'return !1',
    ...empty(
      ...['preload', 'preloadModule', 'preinitStyle', 'preinitScript', 'preinitModuleScript', 'getResource'],
      ...['acquireResource', 'preloadStylesheet', 'insertStylesheet', 'getHydratableHoistableCache'],
      ...['mountHoistable', 'createHoistableInstance', 'suspendResource', 'insertSuspendedStylesheets'],
      ...['insertStylesheetIntoRoot', 'adoptPreloadPropsForStylesheet', 'getStyleKey'],
    ),
  },
}

/** The page of a display comes without content of React. */
const hydration: Part = {
  name: 'hydration',
  functions: {
    popHydrationState: 'return !1',
    canHydrateInstance: 'return null',
    canHydrateTextInstance: 'return null',
    canHydrateHydrationBoundary: 'return null',
    ...empty(
      ...['prepareToHydrateHostInstance', 'updateDehydratedSuspenseComponent', 'clearHydrationBoundary'],
      ...['hideOrUnhideDehydratedBoundary', 'attemptExplicitHydrationTarget', 'ReactDOMHydrationRoot'],
      ...['createFiberFromDehydratedFragment', 'pushDehydratedActivitySuspenseHandler'],
      ...['commitActivityHydrationCallbacks', 'commitSuspenseHydrationCallbacks'],
      ...['retryDehydratedSuspenseBoundary', 'throwOnHydrationMismatch'],
    ),
  },
}

/** Events that wait until the content under them is hydrated. */
const eventsBeforeHydration: Part = {
  name: 'events before hydration',
  functions: {
    queueIfContinuousEvent: 'return !1',
    attemptReplayContinuousQueuedEvent: 'return !1',
    ...empty(
      ...['accumulateOrCreateContinuousQueuedReplayableEvent', 'replayUnblockedEvents'],
      ...['scheduleCallbackIfUnblocked', 'scheduleReplayQueueIfNeeded', 'retryIfBlockedOn'],
    ),
  },
}

/** A display has no form: nothing is typed, chosen or sent. */
const formControls: Part = {
  name: 'controls of forms',
  functions: empty(
    ...['initInput', 'updateInput', 'setDefaultValue', 'updateOptions', 'initTextarea', 'updateTextarea'],
    ...['restoreStateOfTarget', 'trackValueOnNode', 'track', 'recursivelyResetForms'],
  ),
}

/** `useActionState`, `useOptimistic`, `useFormStatus` and functions as the action of a form. */
const actions: Part = {
  name: 'actions',
  functions: empty(
    ...['mountActionState', 'updateActionState', 'updateActionStateImpl', 'rerenderActionState'],
    ...['dispatchActionState', 'runActionStateAction', 'handleActionReturnValue', 'onActionSuccess'],
    ...['onActionError', 'notifyActionListeners', 'startHostTransition', 'ensureFormComponentIsStateful'],
    ...['dispatchOptimisticSetState', 'updateOptimisticImpl', 'TransitionAwareHostComponent'],
  ),
}

const activities: Part = {
  name: '<Activity> and <SuspenseList>',
  functions: empty(
    ...['updateActivityComponent', 'mountActivityChildren', 'updateSuspenseListComponent'],
    ...['initSuspenseListRenderState', 'cutOffTailIfNeeded', 'findFirstSuspended'],
  ),
}

const customElements: Part = {
  name: 'custom elements',
  functions: { isCustomElement: 'return !1', ...empty('setPropOnCustomElement') },
}

const parts = [
  componentStacks,
  formControls,
  actions,
  activities,
  customElements,
  viewTransitions,
  fragmentReferences,
  resources,
  hydration,
  eventsBeforeHydration,
]

/**
 * The end of `dispatchEventForPluginEventSystem`: `onMouseEnter`, `onPointerEnter`, `onChange`, `onSelect`, `onBeforeInput`,
 * composition, and the actions of forms.
 */
const derivedEvents =
  /\n {4}if \(0 === \(eventSystemFlags & 7\)\) \{\n {6}a: [^]*?^ {4}processDispatchQueue\(/m

function replaceFound(code: string, pattern: RegExp, replacement: string, what: string): string {
  const changed = code.replace(pattern, replacement)
  if (changed === code)
    throw new Error(`React DOM has no ${what} any more: compare build-plugins/react-dom.ts with its source`)
  return changed
}

/**
 * The source of `react-dom/client` without these parts.
 * @throws Error when one of their functions does not exist
 */
export function withoutUnusedParts(code: string): string {
  let left = code
  for (const { name, functions, methodsOf = [] } of parts) {
    for (const [each, body] of Object.entries(functions)) {
      const whole = new RegExp(String.raw`^function ${each}\([^)]*\) \{\n[^]*?^\}$`, 'm')
      left = replaceFound(left, whole, `function ${each}() {${body}}`, `function ${each} of ${name}`)
    }
    for (const each of methodsOf) {
      const method = new RegExp(String.raw`^${each}\.prototype\.\w+ = [^]*?^\};$`, 'gm')
      left = replaceFound(left, method, '', `methods of ${each}`)
    }
  }
  left = replaceFound(left, derivedEvents, '\n    processDispatchQueue(', 'events that follow from others')
  left = replaceFound(left, /^exports\.hydrateRoot = [^]*?^\};$/m, '', 'hydrateRoot')
  // The flag is never set without hydration: each read is `false`, and what sets it sets a variable that nothing reads.
  return left.replaceAll('isHydrating = ', 'wasHydrating = ').replaceAll(/\bisHydrating\b(?!\$)/g, '!1')
}

/** Leaves parts of React DOM out of the build of the display. */
export const smallReactDom: Plugin = {
  name: 'small-react-dom',
  transform: (code, id) =>
    id.endsWith('/react-dom-client.production.js')
      ? { code: withoutUnusedParts(code), map: null }
      : undefined,
}
