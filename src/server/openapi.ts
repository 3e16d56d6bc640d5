import manifest from '../../package.json' with {type: 'json'}

const nullable = (type: string, more: object = {}) => ({type: [type, 'null'], ...more})

const sessionShare = {
  type: 'object',
  additionalProperties: false,
  required: [
    ...['shareID', 'shareURL', 'target', 'createdAt', 'updatedAt', 'expiresAt', 'findings'],
  ],
  properties: {
    shareID: nullable('string', {pattern: '^s_[0-9a-z]{26}$'}),
    shareURL: nullable('string', {description: 'The final address, before and after it is there.'}),
    target: nullable('string', {description: 'Name of the target as configured, or the folder.'}),
    createdAt: nullable('string', {format: 'date-time'}),
    updatedAt: nullable('string', {format: 'date-time'}),
    expiresAt: nullable('string', {format: 'date-time'}),
    findings: {
      type: 'array',
      description: 'What was masked, by kind.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['rule', 'number', 'count'],
        properties: {
          rule: {type: 'string'},
          number: {type: 'integer', description: 'The same value keeps its number; 0 for none.'},
          count: {type: 'integer', minimum: 1},
        },
      },
    },
  },
}

const failed = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'hint'],
      properties: {
        code: {type: 'string', description: 'One of the codes that the README lists.'},
        message: {type: 'string'},
        hint: nullable('string'),
      },
    },
  },
}

const json = (schema: object) => ({'application/json': {schema}})

const refused = {
  description: 'Nothing was done, or what the message says.',
  content: json({$ref: '#/components/schemas/Failure'}),
}

const answers = {
  200: {
    description: 'The share as it is now; ids are null where the session is not shared.',
    content: json({$ref: '#/components/schemas/SessionShare'}),
  },
  default: refused,
}

const sessionID = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Id of a session of this machine, such as `ses_…`.',
  schema: {type: 'string'},
}

const shareID = {...sessionID, description: 'Id of the share, `s_…`.'}

const secret = {type: 'object', required: ['secret'], properties: {secret: {type: 'string'}}}

const done = {200: {description: 'Done.', content: json({type: 'object'})}, default: refused}

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
    '/api/share': {
      post: {
        operationId: 'create',
        summary: "OpenCode's `/share`: gives the link out at once.",
        requestBody: {
          required: true,
          content: json({
            type: 'object',
            required: ['sessionID'],
            properties: {sessionID: {type: 'string'}},
          }),
        },
        responses: {
          200: {
            description: 'The link, and the secret that changes what it shows.',
            content: json({$ref: '#/components/schemas/Created'}),
          },
          default: refused,
        },
      },
    },
    '/api/share/{id}/sync': {
      parameters: [shareID],
      post: {
        operationId: 'sync',
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
    '/api/share/{id}': {
      parameters: [shareID],
      delete: {
        operationId: 'remove',
        summary: "OpenCode's `/unshare`.",
        requestBody: {required: true, content: json(secret)},
        responses: done,
      },
    },
    '/api/share/{id}/data': {
      parameters: [shareID],
      get: {
        operationId: 'data',
        summary: 'What is public of the session, as `opencode import` reads it.',
        responses: {
          200: {
            description: 'Items, redacted.',
            content: json({type: 'array', items: {$ref: '#/components/schemas/Item'}}),
          },
          default: refused,
        },
      },
    },
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
    schemas: {
      SessionShare: sessionShare,
      Created: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'url', 'secret'],
        properties: {id: {type: 'string'}, url: {type: 'string'}, secret: {type: 'string'}},
      },
      Item: {
        type: 'object',
        required: ['type', 'data'],
        properties: {type: {type: 'string'}, data: {}},
      },
      Failure: failed,
    },
    securitySchemes: {bearer: {type: 'http', scheme: 'bearer'}},
  },
  // On this machine alone nothing is asked for.
  security: [{}, {bearer: []}],
} as const
