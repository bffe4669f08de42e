import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { buildHeader } from '@wallboard/relay'
import compression from 'compression'
import express, { Router, type Response } from 'express'
import { contentSecurityPolicy, hashSource } from './security-headers.ts'

/** The addresses of pages, and the built file of each. Every other address has no page. */
const pages: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/displays': 'index.html',
  '/boards': 'index.html',
  '/preview': 'index.html',
  '/display': 'display.html',
}

/** Built files below `/` that are served as they are. */
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
 * A built page as it is served: its relative addresses count from the base path, which its scripts find in
 * `document.baseURI`, and whatever is inline in the built file is allowed by its hash.
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
  /** Of the pages: screens reload themselves when it changes. */
  readonly build: string
  /** `/wallboard`, or nothing. */
  readonly basePath: string
}

/** The built pages. Assets carry their hash in the name and never change; the page itself is always asked for again. */
export function spaRoutes({ spaDir, build, basePath }: SpaOptions): Router {
  const router = Router()
  const kept = new Map<string, Page & { readonly stamp: string }>()

  async function page(file: string): Promise<Page | undefined> {
    const path = join(spaDir, file)
    const found = await stat(path).catch(() => undefined) // not built
    if (found === undefined) return undefined
    const stamp = `${found.mtimeMs} ${found.size}`
    const known = kept.get(file)
    if (known?.stamp === stamp) return known
    const read = { ...servedPage(await readFile(path, 'utf8'), basePath), stamp }
    kept.set(file, read)
    return read
  }

  async function send(file: string, response: Response): Promise<boolean> {
    const found = await page(file)
    if (found === undefined) return false
    response
      .set('Cache-Control', 'no-cache')
      .set(buildHeader, build)
      .set('Content-Security-Policy', found.policy)
      .type('html')
      .send(found.text)
    return true
  }

  router.use(
    '/assets',
    // What Five9 holds is never compressed on the way out: what a peer can choose beside a secret would tell of it.
    compression(),
    express.static(join(spaDir, 'assets'), {
      immutable: true,
      maxAge: '1y',
      index: false,
      fallthrough: false,
    }),
  )
  for (const [path, file] of Object.entries(pages))
    router.get(path, async (_request, response, next) => {
      if (!(await send(file, response))) next()
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
