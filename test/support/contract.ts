/** The API's own description as the judge of its answers. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Answer, Asked } from './ask.ts'

export interface Operation {
  operationId: string
  method: string
  /** Such as `/api/v1/images/{id}`. */
  template: string
  parameters: Parameter[]
  hasBody: boolean
  /** Documented, such as `200`. */
  statuses: string[]
}

export interface Parameter {
  in: 'path' | 'query' | 'header'
  name: string
  required?: boolean
  schema: { type?: string; enum?: string[]; pattern?: string; format?: string }
}

export interface Contract {
  operations: Operation[]
  /** What is wrong with an answer, by the document; empty when nothing is. */
  complaints(asked: Asked, answer: Answer): string[]
  /** `operationId status` of every documented answer that was not judged yet. */
  unseen(): string[]
}

export interface OpenApiDocument {
  openapi: string
  components: { schemas: Record<string, object> }
  paths: Record<string, Record<string, DocumentedOperation>>
}

export interface DocumentedOperation {
  operationId: string
  summary: string
  tags: string[]
  /** Empty where no token is asked for. */
  security?: object[]
  parameters?: Parameter[]
  requestBody?: object
  responses: Record<string, { content?: Record<string, { schema: { $ref?: string; properties?: object } }> }>
}

export function createContract(document: OpenApiDocument): Contract {
  const ajv = new Ajv2020({ strict: false, validateSchema: false })
  addFormats.default(ajv)
  ajv.addSchema(document, 'api')
  const operations = operationsOf(document)
  const unseen = new Set(
    operations.flatMap(({ operationId, statuses }) => statuses.map((it) => `${operationId} ${it}`)),
  )

  function judge(operation: Operation, answer: Answer): string[] {
    const status = String(answer.status)
    const response = document.paths[operation.template]?.[operation.method]?.responses[status]
    if (!response) return [`${status} is not documented`]
    unseen.delete(`${operation.operationId} ${status}`)
    const type = (answer.headers['content-type'] ?? '').split(';', 1)[0] as string
    const documented = Object.keys(response.content ?? {})
    if (documented.length === 0) return answer.bytes.length === 0 ? [] : ['a body where none is documented']
    const mediaType = documented.find((each) => each === type || each === type.replace(/\/.*/, '/*'))
    if (!mediaType) return [`${status} is ${documented}, not ${type}`]
    const validate = ajv.compile({
      $ref: pointer('paths', operation.template, operation.method, 'responses', status, 'content', mediaType, 'schema'),
    })
    const value: unknown = mediaType.endsWith('json') ? JSON.parse(answer.text) : answer.text
    return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
  }

  return {
    operations,
    complaints(asked, answer) {
      const operation = findOperation(operations, asked)
      return operation ? judge(operation, answer) : ['no such operation']
    },
    unseen: () => [...unseen],
  }
}

function operationsOf({ paths }: OpenApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody, responses }]) => ({
      operationId,
      method,
      template,
      parameters,
      hasBody: requestBody !== undefined,
      statuses: Object.keys(responses),
    })),
  )
}

function findOperation(operations: Operation[], { method = 'GET', path }: Asked): Operation | undefined {
  const [address = ''] = path.split('?', 1)
  const fits = (template: string) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address)
  const candidates = operations.filter((each) => each.method === method.toLowerCase())
  // As the server does: `/images/facets` is no image.
  return candidates.find(({ template }) => template === address) ?? candidates.find(({ template }) => fits(template))
}

function pointer(...tokens: string[]): string {
  const parts = tokens.map((token) => encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1')))
  return `api#/${parts.join('/')}`
}
