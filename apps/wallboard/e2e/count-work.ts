import type { Page } from '@playwright/test'

/** What the page did since the last `takeWork`. */
export interface Work {
  /** Tiles that were drawn, by queue name: a component rendered in them, or a text was written. */
  readonly tiles: readonly string[]
  /** Cells whose text was written, as `queue.field`. */
  readonly cells: readonly string[]
  /** All renders and all writes, wherever they were. */
  readonly renders: number
  readonly writes: number
  /** Frames' worth of writes: tasks of the page that wrote. */
  readonly batches: number
  /** Figures whose emphasis began. */
  readonly emphases: readonly string[]
  /** Rows of tables whose element was created. */
  readonly newRows: number
}

declare global {
  interface Window {
    takeWork: () => Work
  }
}

/** Counts what a page does from now on: listens to React as its developer tools do, and to the document. */
export async function countWork(page: Page): Promise<void> {
  await page.addInitScript(() => {
    interface Fiber {
      readonly tag: number
      readonly flags: number
      readonly alternate: Fiber | null
      readonly child: Fiber | null
      readonly sibling: Fiber | null
      readonly stateNode: unknown
    }
    const performedWork = 1
    const hostTag = 5
    const componentTags = new Set([0, 1, 11, 14, 15])
    let renders: string[] = []
    let cells: string[] = []
    let drawn: string[] = []
    let writes = 0
    let batches = 0
    let emphases: string[] = []
    let newRows = 0
    const knownRows = new WeakSet<Node>()

    const queueOf = (node: Node | null): string | undefined => {
      const element = node instanceof Element ? node : node?.parentElement
      return element?.closest<HTMLElement>('[data-queue]')?.dataset['queue']
    }
    const hostOf = (fiber: Fiber | null): Node | null => {
      if (fiber === null) return null
      return fiber.tag === hostTag && fiber.stateNode instanceof Node ? fiber.stateNode : hostOf(fiber.child)
    }
    function visit(fiber: Fiber): void {
      const before = fiber.alternate
      const isComponent = componentTags.has(fiber.tag)
      if (isComponent && (before === null || (fiber.flags & performedWork) !== 0))
        renders.push(queueOf(hostOf(fiber)) ?? '')
      // Where the children are the same objects React has passed the whole branch by.
      if (before !== null && before.child === fiber.child) return
      for (let child = fiber.child; child !== null; child = child.sibling) visit(child)
    }
    const hook = {
      supportsFiber: true,
      renderers: new Map(),
      inject: () => 1,
      checkDCE: () => undefined,
      onCommitFiberUnmount: () => undefined,
      onPostCommitFiberRoot: () => undefined,
      onCommitFiberRoot: (_renderer: number, root: { readonly current: Fiber }) => {
        visit(root.current)
      },
    }
    Object.defineProperty(window, '__REACT_DEVTOOLS_GLOBAL_HOOK__', { value: hook })

    function note(mutations: readonly MutationRecord[]): void {
      const before = writes
      for (const { type, target, addedNodes } of mutations)
        if (type === 'attributes') {
          if (target instanceof HTMLElement && target.dataset['changed'] !== undefined)
            emphases.push(`${queueOf(target) ?? ''}.${target.dataset['field'] ?? ''}`)
        } else
          for (const node of type === 'childList' ? addedNodes : [target]) {
            const element = node instanceof Element ? node : node.parentElement
            if (element !== null && element.closest('head') !== null) continue // a script is loaded: nothing is drawn
            writes += 1
            if (node.nodeName === 'TR' && !knownRows.has(node)) newRows += 1
            if (node.nodeName === 'TR') knownRows.add(node)
            const field = element?.closest<HTMLElement>('[data-field]')?.dataset['field']
            drawn.push(queueOf(node) ?? '')
            if (field !== undefined) cells.push(`${queueOf(node) ?? 'totals'}.${field}`)
          }
      if (writes > before) batches += 1
    }
    const observer = new MutationObserver(note)
    observer.observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['data-changed'],
    })

    window.takeWork = () => {
      note(observer.takeRecords())
      const work = {
        tiles: [...new Set([...renders, ...drawn].filter((name) => name !== ''))].sort(),
        cells: [...cells].sort(),
        renders: renders.length,
        writes,
        batches,
        emphases: [...emphases].sort(),
        newRows,
      }
      renders = []
      cells = []
      drawn = []
      writes = 0
      batches = 0
      emphases = []
      newRows = 0
      return work
    }
  })
}
