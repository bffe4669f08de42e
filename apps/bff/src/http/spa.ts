import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { buildHeader } from '@wallboard/relay'
import express, { Router, type Request, type Response } from 'express'
import { builtAssets } from './built-assets.ts'
import { contentSecurityPolicy, hashSource } from './security-headers.ts'

/** The built file of each page. No other path is a page. */
const pages: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/overview': 'index.html',
  '/queues': 'index.html',
  '/queues/:id': 'index.html',
  '/agents': 'index.html',
  '/agents/:id': 'index.html',
  '/campaigns': 'index.html',
  '/campaigns/:id': 'index.html',
  '/alerts': 'index.html',
  '/alerts/rules': 'index.html',
  '/alerts/rules/:id': 'index.html',
  '/alerts/channels': 'index.html',
  '/alerts/shift': 'index.html',
  '/history': 'index.html',
  '/boards': 'index.html',
  '/boards/:id': 'index.html',
  '/displays': 'index.html',
  '/displays/:id': 'index.html',
  '/wall': 'index.html',
  '/cluster': 'index.html',
  '/settings': 'index.html',
  '/sign-in': 'index.html',
  '/preview': 'index.html',
  '/display': 'display.html',
}

/** Built files at `/` that are served unchanged. */
const publicFiles = /^\/[a-z0-9-]+\.(?:svg|png|ico|js|css|txt|webmanifest)$/

interface Page {
  readonly text: string
  readonly policy: string
}

const inlineIn = (html: string, tag: 'script' | 'style') =>
  [...html.matchAll(new RegExp(`<${tag}(?:\\s(?![^>]*\\bsrc=)[^>]*)?>([^]*?)</${tag}>`, 'g'))]
    .map(([, content = '']) => content)
    .filter((content) => content.trim() !== '')
    .map(hashSource)

/**
 * Prepares a built page: relative addresses resolve against the base path, which scripts read from `document.baseURI`,
 * and the policy allows the inline content of the built file by its hash.
 */
export function servedPage(html: string, basePath: string): Page {
  const base = `<base href="${basePath}/"><meta name="base-path" content="${basePath}">`
  return {
    text: html.replace(/<head[^>]*>/, (head) => `${head}${base}`),
    policy: contentSecurityPolicy({ scripts: inlineIn(html, 'script'), styles: inlineIn(html, 'style') }),
  }
}

export interface SpaOptions {
  readonly spaDir: string
  /** Identifies the built pages: clients reload when it changes. */
  readonly build: string
  /** `/wallboard`, or nothing. */
  readonly basePath: string
}

/** Serves the built pages. Assets have a hash in their name and never change; pages are revalidated on each load. */
export function spaRoutes({ spaDir, build, basePath }: SpaOptions): Router {
  const router = Router()
  const cache = new Map<string, Page & { readonly stamp: string }>()

  async function page(file: string): Promise<Page | undefined> {
    const path = join(spaDir, file)
    const found = await stat(path).catch(() => undefined) // not built
    if (found === undefined) return undefined
    const stamp = `${found.mtimeMs} ${found.size}`
    const cached = cache.get(file)
    if (cached?.stamp === stamp) return cached
    const read = { ...servedPage(await readFile(path, 'utf8'), basePath), stamp }
    cache.set(file, read)
    return read
  }

  async function send(file: string, request: Request, response: Response): Promise<boolean> {
    const found = await page(file)
    if (found === undefined) return false
    // The page looks for another build: its next request may reach a server that has it.
    if ((request.get(buildHeader) ?? build) !== build) response.set('Connection', 'close')
    response
      .set('Cache-Control', 'no-cache')
      .set(buildHeader, build)
      .set('Content-Security-Policy', found.policy)
      .type('html')
      .send(found.text)
    return true
  }

  router.use('/assets', builtAssets(join(spaDir, 'assets')))
  for (const [path, file] of Object.entries(pages))
    router.get(path, async (request, response, next) => {
      if (!(await send(file, request, response))) next()
    })
  router.get('/sw.js', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('sw.js', { root: spaDir })
  })
  router.use((request, response, next) => {
    if (!publicFiles.test(request.path)) {
      next()
      return
    }
    publicFile(request, response, next)
  })
  const publicFile = express.static(spaDir, { index: false, maxAge: '1h', redirect: false })
  return router
}
