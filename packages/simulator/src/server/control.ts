import express, { Router, type Express, type Request, type Response } from 'express'
import { z } from 'zod'
import { Action } from '../faults/actions.ts'
import { FaultChanges, FaultName } from '../faults/fault-record.ts'
import type { Simulator } from '../simulated-domain.ts'
import { isLoopback } from './credentials.ts'

const Frame = z.string().min(1)
const ForSeconds = z.coerce.number().positive().max(86_400).optional()
const Names = z.array(FaultName).min(1).optional()

/** The control API: the true state, faults and actions. It is not part of Five9 and answers to this machine only. */
export function createControl(app: Express, simulator: () => Simulator): void {
  const router = Router()
  router.use(['/truth', '/control'], (request, response, next) => {
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

  router.get('/control/faults', (_request, response) => {
    response.json(simulator().faults.current())
  })
  router.patch('/control/faults', (request, response) => {
    const seconds = ForSeconds.parse(request.query.forSeconds)
    simulator().faults.set(
      FaultChanges.parse(request.body ?? {}),
      seconds === undefined ? undefined : seconds * 1_000,
    )
    response.json(simulator().faults.current())
  })
  router.delete('/control/faults', (request, response) => {
    simulator().faults.clear(...(Names.parse(request.body) ?? []))
    response.json(simulator().faults.current())
  })

  const act = async (request: Request, response: Response, more: Readonly<Record<string, unknown>>) => {
    const made = await simulator().act(Action.parse({ ...bodyOf(request), ...more }))
    if (made === undefined) response.sendStatus(204)
    else response.json(made)
  }
  for (const [method, path, name] of [
    ['post', '/control/queues', 'add-queue'],
    ['patch', '/control/queues/:id', 'rename-queue'],
    ['delete', '/control/queues/:id', 'remove-queue'],
    ['post', '/control/agents', 'add-agent'],
    ['patch', '/control/agents/:id', 'rename-agent'],
    ['delete', '/control/agents/:id', 'remove-agent'],
  ] as const) {
    router[method](path, (request, response) => act(request, response, { ...request.params, do: name }))
  }
  router.post('/control/:action', (request, response) =>
    act(request, response, { do: request.params.action }),
  )
  app.use(router)
}

function bodyOf(request: Request): object {
  const body: unknown = request.body
  return z
    .object({})
    .loose()
    .parse(body ?? {})
}
