import { execFileSync, spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { readConfig } from '../src/config.ts'

const root = new URL('../../../', import.meta.url).pathname
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'wallboard-deploy-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Debian has these in /usr/sbin, which is not in the PATH of every user. */
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}${delimiter}/usr/sbin` }

/** Runs a checker of files. Skips the test with the reason where the program is not installed. */
function check(skip: (note: string) => never, program: string, args: readonly string[]) {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env })
  if (error !== undefined) return skip(`${program} is not installed here: ${error.message}`)
  return { status, output: stdout + stderr }
}

/** Replaces `${NAME}` of a template. Every name must be known. */
const filled = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${name} has no value`)
    return value
  })

const quietly = (program: string, ...args: readonly string[]) =>
  execFileSync(program, args, { stdio: 'ignore' })

/** The values of both templates, with a certificate of this test. */
function templateValues() {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const options = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=wallboard.test']
  quietly('openssl', 'req', ...options, '-keyout', key, '-out', cert)
  writeFileSync(join(folder, 'tls.pem'), readFileSync(cert, 'utf8') + readFileSync(key, 'utf8'))
  return {
    ...{ SERVER_NAME: 'wallboard.test', HTTP_PORT: '18080', HTTPS_PORT: '18443' },
    ...{ NODE_A: '127.0.0.1:18081', NODE_B: '127.0.0.1:18082' },
    ...{ TLS_CERT: cert, TLS_KEY: key, TLS_PEM: join(folder, 'tls.pem') },
  }
}

/** As an operator makes it. */
const installationKey = hash('sha256', 'any text', 'base64url')

const lines = (text: string) => text.split('\n').filter((line) => !line.trimStart().startsWith('#'))

describe('the examples of load balancers', () => {
  it('nginx accepts its example', ({ skip }) => {
    const found = check(skip, 'nginx', ['-v'])
    expect(found.status).toBe(0)
    writeFileSync(
      join(folder, 'site.conf'),
      filled(read('deploy/nginx/wallboard.conf.template'), templateValues()),
    )
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    const temporary = paths.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')
    writeFileSync(
      join(folder, 'nginx.conf'),
      `pid ${folder}/nginx.pid; error_log ${folder}/error.log; events {} http { access_log off; ${temporary} include ${folder}/site.conf; }`,
    )
    const args = ['-t', '-e', `${folder}/error.log`, '-c', `${folder}/nginx.conf`]
    const { status, output } = check(skip, 'nginx', args)
    expect(output).toContain('test is successful')
    expect(status).toBe(0)
  })

  it('HAProxy accepts its example', ({ skip }) => {
    const found = check(skip, 'haproxy', ['-v'])
    expect(found.status).toBe(0)
    const file = join(folder, 'haproxy.cfg')
    writeFileSync(file, filled(read('deploy/haproxy/haproxy.cfg.template'), templateValues()))
    expect(check(skip, 'haproxy', ['-c', '-f', file])).toMatchObject({ status: 0 })
  })

  it('pass WebSocket upgrades, check the health of the node itself, and need no stickiness', () => {
    const nginx = lines(read('deploy/nginx/wallboard.conf.template')).join('\n')
    for (const line of [
      'proxy_set_header Upgrade $http_upgrade;',
      'proxy_set_header Connection $wallboard_connection;',
      'proxy_set_header Host $http_host;',
      'proxy_set_header X-Forwarded-Proto $scheme;',
      'proxy_set_header X-Forwarded-Host "";',
      'proxy_next_upstream error timeout http_502 http_503;',
    ])
      expect(nginx).toContain(line)
    expect(nginx).not.toMatch(/ip_hash|sticky/)
    const haproxy = lines(read('deploy/haproxy/haproxy.cfg.template')).join('\n')
    expect(haproxy).toMatch(/http-check send meth GET uri \/readyz\?scope=node/)
    expect(haproxy).toMatch(/timeout tunnel/)
    expect(haproxy).toMatch(/http-request del-header X-Forwarded-Host\n/)
    expect(haproxy).not.toMatch(/\bcookie\b|balance source/)
    const cloud = JSON.stringify(parse(read('deploy/cloud/aws-load-balancer.yaml')))
    expect(cloud).toContain('"HealthCheckPath":"/readyz?scope=node"')
    expect(cloud).toContain('{"Key":"stickiness.enabled","Value":"false"}')
  })
})

const Template = z.object({
  Parameters: z.record(z.string(), z.unknown()),
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
})

describe('the load balancer of AWS', () => {
  it('refers only to parameters and resources that it defines', () => {
    const text = read('deploy/cloud/aws-load-balancer.yaml')
    const { Parameters, Resources } = Template.parse(parse(text))
    const names = new Set([...Object.keys(Parameters), ...Object.keys(Resources)])
    const used = [...JSON.stringify(parse(text)).matchAll(/"Ref":"(\w+)"|"Fn::GetAtt":\["(\w+)"/g)].map(
      ([, ref, attribute]) => ref ?? attribute ?? '',
    )
    expect(used.length).toBeGreaterThan(8)
    expect(used.filter((name) => !names.has(name))).toEqual([])
  })
})

const Service = z.object({
  environment: z.record(z.string(), z.string()).optional(),
  image: z.string().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  healthcheck: z.unknown().optional(),
  network_mode: z.string().optional(),
})
const Compose = z.object({ services: z.record(z.string(), Service) })
const composeOf = (file: string) =>
  Compose.parse(parse(read(`deploy/compose/${file}`), { merge: true })).services

/** The example of the variables, with secrets filled in. */
function exampleVariables(): Readonly<Record<string, string>> {
  const pairs = lines(read('deploy/compose/example.env')).flatMap((line) => {
    const [, name, value = ''] = /^(\w+)=(.*)$/.exec(line) ?? []
    return name === undefined ? [] : [[name, value === '' ? 'secret-of-sixteen-characters' : value] as const]
  })
  return { ...Object.fromEntries(pairs), INSTALLATION_KEY: installationKey }
}

/** Substitutes as Compose does: `${NAME:?}` must be set, `${NAME:-default}` may be. */
const substituted = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\$\{(\w+)(:\?|:-)?([^}]*)\}/g, (_, name: string, kind: string, fallback: string) => {
    const value = values[name] ?? ''
    if (value === '' && kind === ':?') throw new Error(`${name} is not set`)
    return value === '' ? fallback : value
  })

describe('the Compose file', () => {
  it('configures nodes that the server accepts, and that are two nodes of one cluster', () => {
    const services = composeOf('compose.yaml')
    const values = exampleVariables()
    const configs = ['node-a', 'node-b'].map((name) => {
      const environment = Object.entries(services[name]?.environment ?? {})
      return readConfig(
        Object.fromEntries(environment.map(([key, text]) => [key, substituted(text, values)])),
      )
    })
    const [a, b] = configs
    expect(a?.cluster?.nodeName).toBe('node-a')
    expect(b?.cluster?.nodeName).toBe('node-b')
    expect(a?.cluster?.redisUrl).toBe(b?.cluster?.redisUrl)
    expect(a?.databaseUrl).toBe(b?.databaseUrl)
    expect(a?.host).toBe('0.0.0.0')
    expect(a?.allowedHosts).toEqual(['wallboard.example.com'])
    for (const name of ['node-a', 'node-b'])
      expect(services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    for (const name of ['redis', 'postgres']) expect(services[name]?.healthcheck).toBeDefined()
  })

  it('has the simulator as an option, whose login address is on the machine of the nodes', () => {
    const services = composeOf('compose.simulator.yaml')
    for (const name of ['node-a', 'node-b']) {
      expect(services[name]?.network_mode).toBe('service:simulator')
      expect(services[name]?.environment?.['FIVE9_LOGIN_URL']).toMatch(/^http:\/\/127\.0\.0\.1:7080\//)
    }
    expect(services['nginx']?.environment).toEqual({ NODE_A: 'simulator:8081', NODE_B: 'simulator:8082' })
  })
})

const Manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.literal('wallboard') }),
})
const Probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) })
const Pod = z.looseObject({
  containers: z.tuple([
    z.looseObject({
      envFrom: z.array(z.record(z.string(), z.object({ name: z.string() }))),
      livenessProbe: Probe,
      readinessProbe: Probe,
      securityContext: z.looseObject({
        allowPrivilegeEscalation: z.literal(false),
        readOnlyRootFilesystem: z.literal(true),
      }),
    }),
  ]),
  securityContext: z.looseObject({ runAsNonRoot: z.literal(true) }),
})

describe('the manifests of Kubernetes', () => {
  const documents = parseAllDocuments(read('deploy/kubernetes/wallboard.yaml'))
  const manifests = new Map(
    documents.map((document) => {
      const manifest = Manifest.parse(document.toJS())
      return [manifest.kind, manifest]
    }),
  )
  const specOf = (kind: string) => z.looseObject({}).parse(manifests.get(kind)?.['spec'])

  it('are valid YAML of these kinds', () => {
    expect(documents.flatMap(({ errors }) => errors)).toEqual([])
    expect([...manifests.keys()]).toEqual([
      ...['Secret', 'ConfigMap', 'Deployment', 'Service', 'Ingress', 'PodDisruptionBudget'],
    ])
  })

  it('select the pods of the deployment, whose variables the server accepts', () => {
    const labels = { 'app.kubernetes.io/name': 'wallboard' }
    expect(specOf('Deployment')).toMatchObject({
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels } },
    })
    expect(specOf('Service')).toMatchObject({ selector: labels })
    expect(specOf('PodDisruptionBudget')).toMatchObject({
      minAvailable: 1,
      selector: { matchLabels: labels },
    })
    const Values = z.record(z.string(), z.string())
    const variables = {
      ...Values.parse(manifests.get('ConfigMap')?.['data']),
      ...Values.parse(manifests.get('Secret')?.['stringData']),
      INSTALLATION_KEY: installationKey,
    }
    expect(readConfig({ ...variables, NODE_NAME: 'wallboard-7c9d8' }).cluster?.nodeName).toBe(
      'wallboard-7c9d8',
    )
  })

  it('restart by /healthz, balance by /readyz, and run without rights', () => {
    const { template } = z.object({ template: z.object({ spec: Pod }) }).parse(specOf('Deployment'))
    const [container] = template.spec.containers
    expect(container.livenessProbe.httpGet.path).toBe('/healthz')
    expect(container.readinessProbe.httpGet.path).toBe('/readyz?scope=node')
  })
})

describe('the systemd unit', () => {
  it('is accepted by systemd', ({ skip }) => {
    const file = join(folder, 'wallboard.service')
    // The path of Node differs from machine to machine; systemd checks that it exists.
    writeFileSync(file, read('deploy/systemd/wallboard.service').replace('/usr/bin/node', process.execPath))
    const { status, output } = check(skip, 'systemd-analyze', ['verify', file])
    if (/Failed to (initialize manager|create|connect)/i.test(output)) return skip(output)
    expect(output.split('\n').filter((line) => line.includes('wallboard.service'))).toEqual([])
    expect(status).toBe(0)
  })
})

describe('the Dockerfile', () => {
  const text = read('Dockerfile')
  /** Instructions, with continued lines joined. */
  const instructions = lines(text).join('\n').replaceAll('\\\n', ' ').split('\n').filter(Boolean)

  it('ends in an image that runs the built server as another user than root', () => {
    const last = instructions.slice(instructions.findLastIndex((each) => each.startsWith('FROM ')))
    const names = last.map((each) => each.split(' ', 1)[0])
    expect(last[0]).toBe('FROM node:20-bookworm-slim')
    expect(last).toContain('USER node')
    expect(names.indexOf('USER')).toBeLessThan(names.indexOf('CMD'))
    expect(last.join('\n')).toMatch(/HEALTHCHECK .*\/healthz/)
    expect(last.at(-1)).toBe('CMD ["node", "apps/bff/dist/main.js"]')
    expect(instructions).toContain('RUN npm run build -w apps/bff -w apps/wallboard')
    expect(text).toMatch(/npm ci --omit=dev --workspace apps\/bff/)
  })

  it('copies only what exists', () => {
    const copied = instructions
      .filter((each) => each.startsWith('COPY ') && !each.includes('--from='))
      .flatMap((each) => each.split(' ').slice(1, -1))
    expect(copied.length).toBeGreaterThan(8)
    expect(copied.filter((path) => spawnSync('test', ['-e', join(root, path)]).status !== 0)).toEqual([])
  })
})

describe('the alert rules', () => {
  it('are accepted by Prometheus', ({ skip }) => {
    const { status, output } = check(skip, 'promtool', [
      'check',
      'rules',
      `${root}docs/operating/alerts.yaml`,
    ])
    expect(output).toContain('SUCCESS')
    expect(status).toBe(0)
  })
})
