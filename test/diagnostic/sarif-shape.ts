/**
 * The part of SARIF 2.1.0 (OASIS Standard, 27 March 2020) that Courant writes, put down from sections 3.13 to 3.52:
 * what is required, what kind it is, and nothing besides.
 */
const text = { type: 'string' } as const;
const message = {
  type: 'object',
  properties: { text, markdown: text },
  required: ['text'],
  additionalProperties: false,
} as const;

const region = {
  type: 'object',
  properties: {
    startLine: { type: 'integer', minimum: 1 },
    startColumn: { type: 'integer', minimum: 1 },
    endLine: { type: 'integer', minimum: 1 },
    endColumn: { type: 'integer', minimum: 1 },
  },
  required: ['startLine', 'startColumn', 'endLine', 'endColumn'],
  additionalProperties: false,
} as const;

/** RFC 3986: only these characters, and % with two digits. */
const uriReference = { type: 'string', pattern: "^(?:[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=-]|%[0-9A-F]{2})*$" } as const;

const physicalLocation = {
  type: 'object',
  properties: {
    artifactLocation: {
      type: 'object',
      properties: { uri: uriReference, uriBaseId: { const: '%SRCROOT%' } },
      required: ['uri', 'uriBaseId'],
      additionalProperties: false,
    },
    region,
  },
  required: ['artifactLocation', 'region'],
  additionalProperties: false,
} as const;

const location = {
  type: 'object',
  properties: { id: { type: 'integer', minimum: -1 }, message, physicalLocation },
  required: ['physicalLocation'],
  additionalProperties: false,
} as const;

const level = { enum: ['none', 'note', 'warning', 'error'] } as const;

const rule = {
  type: 'object',
  properties: {
    id: text,
    shortDescription: message,
    fullDescription: message,
    help: message,
    helpUri: uriReference,
    defaultConfiguration: { type: 'object', properties: { level }, required: ['level'], additionalProperties: false },
  },
  required: ['id', 'shortDescription', 'fullDescription', 'help', 'defaultConfiguration'],
  additionalProperties: false,
} as const;

const result = {
  type: 'object',
  properties: {
    ruleId: text,
    ruleIndex: { type: 'integer', minimum: 0 },
    level,
    message,
    locations: { type: 'array', items: location, minItems: 1 },
    relatedLocations: { type: 'array', items: location, uniqueItems: true },
  },
  required: ['ruleId', 'ruleIndex', 'level', 'message', 'locations'],
  additionalProperties: false,
} as const;

const driver = {
  type: 'object',
  properties: {
    name: text,
    semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
    rules: { type: 'array', items: rule, uniqueItems: true },
  },
  required: ['name', 'rules'],
  additionalProperties: false,
} as const;

const run = {
  type: 'object',
  properties: {
    tool: { type: 'object', properties: { driver }, required: ['driver'], additionalProperties: false },
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    originalUriBaseIds: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: { description: message },
        required: ['description'],
        additionalProperties: false,
      },
    },
    results: { type: 'array', items: result },
  },
  required: ['tool', 'results'],
  additionalProperties: false,
} as const;

export const sarifShape = {
  type: 'object',
  properties: { $schema: text, version: { const: '2.1.0' }, runs: { type: 'array', items: run } },
  required: ['version', 'runs'],
  additionalProperties: false,
} as const;
