import manifest from '../../package.json' with {type: 'json'}
import {schemas} from './openapi-schemas.js'

const json = (schema: object) => ({'application/json': {schema}})

const refused = {
  description: 'Nothing was done, or what the message says.',
  content: json({$ref: '#/components/schemas/Failure'}),
}

/** What is answered, where it is not refused. */
function responses(description: string, schema: object) {
  return {200: {description, content: json(schema)}, default: refused}
}

const answers = responses('The share as it is now; ids are null where the session is not shared.', {
  $ref: '#/components/schemas/SessionShare',
})

const sessionID = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Id of a session of this machine, such as `ses_…`.',
  schema: {type: 'string'},
}

const shareID = {...sessionID, description: 'Id of the share, `s_…`.'}

const secret = {type: 'object', required: ['secret'], properties: {secret: {type: 'string'}}}

const done = responses('Done.', {type: 'object'})

/** OpenCode's share protocol, in one of its flavours. */
function shareProtocol(base: string, flavour = '') {
  return {
    [base]: {
      post: {
        operationId: `create${flavour}`,
        summary: "OpenCode's `/share`: gives the link out at once.",
        requestBody: {
          required: true,
          content: json({
            type: 'object',
            required: ['sessionID'],
            properties: {sessionID: {type: 'string'}},
          }),
        },
        responses: responses('The link, and the secret that changes what it shows.', {
          $ref: '#/components/schemas/Created',
        }),
      },
    },
    [`${base}/{id}/sync`]: {
      parameters: [shareID],
      post: {
        operationId: `sync${flavour}`,
        summary: 'Keep items of the session.',
        requestBody: {
          required: true,
          content: json({
            type: 'object',
            required: ['secret', 'data'],
            properties: {secret: {type: 'string'}, data: {type: 'array', items: {type: 'object'}}},
          }),
        },
        responses: done,
      },
    },
    [`${base}/{id}`]: {
      parameters: [shareID],
      delete: {
        operationId: `remove${flavour}`,
        summary: "OpenCode's `/unshare`.",
        requestBody: {required: true, content: json(secret)},
        responses: done,
      },
    },
    [`${base}/{id}/data`]: {
      parameters: [shareID],
      get: {
        operationId: `data${flavour}`,
        summary: 'What is public of the session, as `opencode import` reads it.',
        responses: responses('Items, redacted.', {
          type: 'array',
          items: {$ref: '#/components/schemas/Item'},
        }),
      },
    },
  }
}

/** What can be asked of the server, as OpenAPI 3.1; `GET /doc` answers it. */
export const openApi = {
  openapi: '3.1.0',
  info: {title: 'sessionpress serve', version: manifest.version, license: {name: 'MIT'}},
  paths: {
    '/session/{id}/share': {
      parameters: [sessionID],
      post: {operationId: 'share', summary: 'Share a session, or update it.', responses: answers},
      delete: {operationId: 'unshare', summary: 'Take its share down.', responses: answers},
      get: {operationId: 'status', summary: 'Whether it is shared, and where.', responses: answers},
    },
    ...shareProtocol('/api/share'),
    // For clients that are signed in to a console.
    ...shareProtocol('/api/shares', 'OfOrganisation'),
    '/share/{id}': {
      parameters: [shareID],
      get: {
        operationId: 'page',
        summary: 'Leads to the public page.',
        responses: {302: {description: 'Where it is.'}, default: refused},
      },
    },
  },
  components: {
    schemas,
    securitySchemes: {bearer: {type: 'http', scheme: 'bearer'}},
  },
  // On this machine alone nothing is asked for.
  security: [{}, {bearer: []}],
} as const
