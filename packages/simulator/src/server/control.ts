import express, { Router, type Express } from 'express'
import { z } from 'zod'
import type { Simulator } from '../simulated-domain.ts'
import { isLoopback } from './credentials.ts'

const Named = z.object({ name: z.string().min(1) })
const Frame = z.string().min(1)
const Switch = z.object({ on: z.boolean() })

/** The ground truth and the levers of the simulation. Neither is Five9's; both answer to this machine only. */
export function createControl(app: Express, simulator: () => Simulator): void {
  const router = Router()
  router.use((request, response, next) => {
    if (isLoopback(request.socket.remoteAddress)) next()
    else response.sendStatus(403)
  })
  router.get('/truth', (_request, response) => {
    response.json(simulator().truth())
  })
  router.post('/control/frame', express.text({ type: () => true, limit: '64mb' }), (request, response) => {
    simulator().sendRaw(Frame.parse(request.body))
    response.sendStatus(204)
  })
  router.use('/control', express.json({ limit: '1mb' }))

  const act = (path: string, action: (body: unknown) => void) =>
    router.post(`/control/${path}`, (request, response) => {
      action(request.body)
      response.sendStatus(204)
    })
  act('pause', () => {
    simulator().pause()
  })
  act('resume', () => {
    simulator().resume()
  })
  act('drop-sockets', () => {
    simulator().dropSockets()
  })
  act('silence', (body) => {
    simulator().silence(Switch.parse(body).on)
  })
  act('hold-elsewhere', () => {
    simulator().holdElsewhere()
  })
  act('expire-tokens', () => {
    simulator().expireTokens()
  })
  router.post('/control/queues', (request, response) => {
    response.json({ id: simulator().addQueue(Named.parse(request.body).name) })
  })
  router.patch('/control/queues/:id', (request, response) => {
    response.sendStatus(
      simulator().renameQueue(request.params.id, Named.parse(request.body).name) ? 204 : 404,
    )
  })
  router.delete('/control/queues/:id', (request, response) => {
    response.sendStatus(simulator().removeQueue(request.params.id) ? 204 : 404)
  })
  app.use(router)
}
