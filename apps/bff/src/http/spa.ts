import { join } from 'node:path'
import { buildHeader } from '@wallboard/relay'
import compression from 'compression'
import express, { Router } from 'express'

/** The built pages. Assets carry their hash in the name and never change; the page itself is always asked for again. */
export function spaRoutes(spaDir: string, build: string): Router {
  const router = Router()
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
  router.get('/sw.js', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('sw.js', { root: spaDir })
  })
  router.use(express.static(spaDir, { index: false, maxAge: '1h' }))
  router.get('/display', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile('display.html', { root: spaDir })
  })
  router.get('/{*path}', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.setHeader(buildHeader, build)
    response.sendFile('index.html', { root: spaDir })
  })
  return router
}
