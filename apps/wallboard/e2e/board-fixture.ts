import type { Service } from '@wallboard/bff/service'
import { allQueuesBoard, type Board } from '@wallboard/boards'
import type { Browser, Page } from '@playwright/test'
import { expect, signIn, supervisor } from './wall-fixture.ts'

/** Requests of a signed-in browser to the server, without the desk's pages. */
export interface Desk {
  readonly page: Page
  readonly ask: (method: string, path: string, data?: unknown) => Promise<unknown>
  readonly addBoard: (board: Partial<Board> & Pick<Board, 'pages'>) => Promise<string>
  readonly directory: () => Promise<{
    readonly queues: readonly { readonly id: string; readonly name: string }[]
    readonly campaigns: readonly { readonly id: string; readonly name: string }[]
  }>
}

export async function openDesk(page: Page, service: Service): Promise<Desk> {
  await page.goto(`${service.url}/wall`)
  await signIn(page, supervisor)
  await expect(page.locator('[data-queue]').first()).toBeVisible()

  async function ask(method: string, path: string, data?: unknown): Promise<unknown> {
    const reply = await page.request.fetch(`${service.url}${path}`, {
      method,
      headers: { origin: service.url },
      ...(data === undefined ? {} : { data }),
    })
    expect(reply.ok(), `${method} ${path}: ${await reply.text()}`).toBe(true)
    const text = await reply.text()
    return text === '' ? undefined : JSON.parse(text)
  }

  return {
    page,
    ask,
    async addBoard(board) {
      const created = await ask('POST', '/api/boards', { board: { ...allQueuesBoard, ...board } })
      return (created as { id: string }).id // the server's tests check this reply
    },
    // The server's tests check this reply too.
    directory: async () => (await ask('GET', '/api/directory')) as Awaited<ReturnType<Desk['directory']>>,
  }
}

/** A paired display in a separate browser context. */
export interface Television {
  readonly page: Page
  readonly id: string
  readonly show: (boardId: string) => Promise<void>
  readonly set: (change: object) => Promise<void>
  readonly close: () => Promise<void>
}

export async function pairTelevision(
  desk: Desk,
  browser: Browser,
  service: Service,
  boardId = 'all-queues',
  options: {
    readonly size?: { readonly width: number; readonly height: number }
    readonly prepare?: (page: Page) => Promise<unknown>
  } = {},
): Promise<Television> {
  const { size = { width: 1920, height: 1080 }, prepare } = options
  const context = await browser.newContext({ viewport: size })
  const page = await context.newPage()
  await prepare?.(page)
  await page.goto(`${service.url}/display`)
  const code = await page.locator('[data-code]').textContent()
  const paired = await desk.ask('POST', '/api/displays', { code, name: 'Hall', boardId, timeZone: 'UTC' })
  const { id } = paired as { id: string } // the server's tests check this reply
  await expect(page.locator('main')).toHaveAttribute('data-board', boardId)
  const set = async (change: object) => {
    await desk.ask('PATCH', `/api/displays/${id}`, change)
  }
  return {
    page,
    id,
    set,
    async show(shown) {
      await set({ boardId: shown })
      await expect(page.locator('main')).toHaveAttribute('data-board', shown)
    },
    close: () => context.close(),
  }
}
