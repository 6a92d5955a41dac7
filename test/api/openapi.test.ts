/** The description of the API: valid, complete, and readable by people in a browser. */

import { BaseResolver, createConfig, lintDocument, makeDocumentFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import t from 'tap'
import { ask } from '../support/ask.ts'
import { openChromium } from '../support/chromium.ts'
import type { DocumentedOperation, OpenApiDocument } from '../support/contract.ts'
import { type Magpie, startMagpie } from '../support/magpie.ts'

async function describe(magpie: Magpie): Promise<OpenApiDocument> {
  return JSON.parse((await ask(magpie.url, { path: '/openapi.json' })).text)
}

function operationsIn({ paths }: OpenApiDocument): (DocumentedOperation & { where: string })[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, where: `${method} ${path}` })),
  )
}

t.test('the document: valid OpenAPI 3.1, its components named', async (t) => {
  const document = await describe(await startMagpie(t))
  t.match(document.openapi, /^3\.1\./)
  const { valid, errors } = await new Validator().validate({ ...document })
  t.ok(valid, JSON.stringify(errors))
  t.strictSame(
    Object.keys(document.components.schemas).filter((name) => /^def-/.test(name)),
    [],
  )
})

t.test('the document: clean under the rules that Redocly recommends', async (t) => {
  const config = await createConfig({ extends: ['recommended'] })
  for (const API_TOKEN of ['', 'secret']) {
    const magpie = await startMagpie(t, { API_TOKEN })
    const { text } = await ask(magpie.url, { path: '/openapi.json', headers: { authorization: 'Bearer secret' } })
    const found = await lintDocument({
      document: makeDocumentFromString(text, '/openapi.json'),
      config,
      externalRefResolver: new BaseResolver(config.resolve),
    })
    t.strictSame(
      found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
      [],
    )
  }
})

t.test('every operation: summary, tag and an operationId of its own', async (t) => {
  const operations = operationsIn(await describe(await startMagpie(t)))
  for (const { where, summary, tags, operationId } of operations) {
    t.ok(summary && tags?.length === 1 && operationId, where)
  }
  t.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length)
})

t.test('every documented error: a problem document', async (t) => {
  for (const { where, responses } of operationsIn(await describe(await startMagpie(t)))) {
    for (const [status, { content }] of Object.entries(responses)) {
      if (status < '4') continue
      const schema = content?.['application/problem+json']?.schema
      t.equal(schema?.$ref, '#/components/schemas/Problem', `${where} ${status}`)
    }
  }
})

t.test('every list: limit and cursor', async (t) => {
  const lists = operationsIn(await describe(await startMagpie(t))).filter(
    ({ responses }) => 'next' in (responses['200']?.content?.['application/json']?.schema.properties ?? {}),
  )
  t.ok(lists.length >= 5)
  for (const { where, parameters = [] } of lists) {
    const names = parameters.map(({ name }) => name)
    t.ok(names.includes('limit') && names.includes('cursor'), where)
  }
})

t.test('with a token: the document names it, and 401 on every operation that asks for it', async (t) => {
  const magpie = await startMagpie(t, { API_TOKEN: 'secret' })
  const answer = await ask(magpie.url, { path: '/openapi.json', headers: { authorization: 'Bearer secret' } })
  const document: OpenApiDocument = JSON.parse(answer.text)
  t.ok((await new Validator().validate({ ...document })).valid)
  for (const { where, security, responses } of operationsIn(document)) {
    t.equal('401' in responses, security?.length !== 0, where)
  }
})

t.test('/docs: shows the operations in a browser, under its content security policy', async (t) => {
  const opened = await openChromium()
  if ('missing' in opened) {
    if (process.env.CI) t.fail(opened.missing)
    else t.pass('/docs', { skip: opened.missing })
    return
  }
  t.teardown(() => opened.browser.close())
  const magpie = await startMagpie(t)
  const page = await opened.browser.newPage()
  const mishaps: string[] = []
  page.on('pageerror', (error) => mishaps.push(error.message))
  page.on('console', (message) => message.type() === 'error' && mishaps.push(message.text()))
  page.on('response', (answer) => answer.status() >= 400 && mishaps.push(`${answer.status()} ${answer.url()}`))
  await page.goto(`${magpie.url}/docs`)
  await page.getByText('List collections, newest first').waitFor()
  const operations = operationsIn(await describe(magpie))
  t.equal(await page.locator('.opblock').count(), operations.length)
  await page.locator('#operations-images-listImages .opblock-summary-control').click()
  await page.locator('#operations-images-listImages').getByRole('button', { name: 'Try it out' }).click()
  await page.locator('#operations-images-listImages').getByRole('button', { name: 'Execute' }).click()
  await page
    .locator('#operations-images-listImages .live-responses-table .response-col_status', { hasText: '200' })
    .waitFor()
  t.strictSame(mishaps, [])
})
