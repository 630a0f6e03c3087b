// server.mjs PORT FOLDER: @benjifs/micropub with what the library leaves to its host — a home page that
// can be discovered, a token endpoint, and a store: each post and picture is a file in FOLDER.
import fs from 'node:fs/promises'
import http from 'node:http'
import path from 'node:path'
import MicropubEndpoint from '@benjifs/micropub'

const [, , port, folder] = process.argv
const base = `http://127.0.0.1:${port}`
const me = `${base}/`
const scopes = {
  'full-token': 'create update delete undelete media',
  'create-token': 'create',
}

const inside = (name) => {
  const file = path.resolve(folder, name)
  if (!file.startsWith(path.resolve(folder) + path.sep)) throw new Error(`${name} is outside`)
  return file
}

const write = async (name, content) => {
  await fs.mkdir(path.dirname(inside(name)), { recursive: true })
  await fs.writeFile(inside(name), content)
  return name
}

const orNothing = (promise) => promise.catch(() => undefined)

const store = {
  createFile: write,
  updateFile: write,
  uploadImage: (name, file) => write(name, file.content),
  getFile: (name) =>
    orNothing(fs.readFile(inside(name), 'utf8').then((content) => ({ filename: name, content }))),
  getDirectory: (name) =>
    orNothing(fs.readdir(inside(name))
      .then((names) => ({ files: names.map((entry) => ({ path: `${name}/${entry}` })) }))),
  deleteFile: async (name) => {
    await fs.unlink(inside(name))
    return name
  },
}

const endpoint = new MicropubEndpoint({
  store,
  me,
  tokenEndpoint: `${base}/token`,
  config: {
    'media-endpoint': `${base}/media`,
    'post-types': [{ type: 'article', name: 'Article' }, { type: 'note', name: 'Note' }],
  },
})

const homePage = `<!DOCTYPE html><html><head><title>Somebody’s site</title>
<link rel="micropub" href="/micropub"><link rel="token_endpoint" href="/token"></head>
<body class="h-card"><a class="u-url" href="/">me</a></body></html>`

const json = { 'Content-Type': 'application/json' }
const html = { 'Content-Type': 'text/html; charset=utf-8' }

const checkToken = (request) => {
  const token = (request.headers.authorization ?? '').replace(/^Bearer /, '')
  return scopes[token]
    ? [200, json, JSON.stringify({ me, client_id: 'https://client.example/', scope: scopes[token] })]
    : [401, json, '{"error":"invalid_token"}']
}

const ask = async (handler, url, request, body) => {
  const answer = await handler(new Request(url, {
    method: request.method,
    headers: request.headers,
    ...(body.length ? { body } : {}),
  }))
  return [answer.status, Object.fromEntries(answer.headers), Buffer.from(await answer.arrayBuffer())]
}

const page = async (name) => {
  for (const candidate of [name.slice(1), `src${name}.md`]) {
    const content = await orNothing(fs.readFile(inside(candidate)))
    if (content) return [200, { 'Content-Type': 'text/plain; charset=utf-8' }, content]
  }
  return [404, html, 'not found']
}

const answer = async (request, body) => {
  const url = new URL(request.url, base)
  switch (url.pathname) {
    case '/': return [200, { ...html, Link: `<${base}/micropub>; rel="micropub"` }, homePage]
    case '/token': return checkToken(request)
    case '/micropub': return ask(endpoint.micropubHandler, url, request, body)
    case '/media': return ask(endpoint.mediaHandler, url, request, body)
    default: return page(url.pathname)
  }
}

http.createServer(async (request, response) => {
  const parts = []
  for await (const part of request) parts.push(part)
  const [status, headers, content] = await answer(request, Buffer.concat(parts))
    .catch((error) => [500, html, String(error)])
  response.writeHead(status, headers)
  response.end(content)
}).listen(Number(port), '127.0.0.1')
