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

/** What the routes of `openapi.ts` answer. */
export const schemas = {
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
}
