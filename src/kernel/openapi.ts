import { z } from 'zod';
import type { Endpoint } from './endpoint';
import { isWrite } from './endpoint';
import { statusOf } from './errors';

type Json = Record<string, unknown>;

function schemaOf(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any', reused: 'inline' }) as Json;
  return schema;
}

function parametersOf(endpoint: Endpoint): Json[] {
  const list = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
    if (schema === undefined) return [];
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Json; required?: string[] };
    return Object.entries(properties).map(([name, type]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: type,
    }));
  };
  return [...list(endpoint.params, 'path'), ...list(endpoint.query, 'query')];
}

function responsesOf(endpoint: Endpoint): Json {
  const content =
    endpoint.response === 'file'
      ? { 'application/octet-stream': {} }
      : endpoint.response === 'stream'
        ? { 'text/event-stream': {} }
        : endpoint.response === 'redirect'
          ? {}
          : { 'application/json': { schema: schemaOf(endpoint.response, 'output') } };
  const everywhere = [
    'kernel.invalid_input',
    ...(endpoint.permission === 'public' ? [] : ['kernel.sign_in_required', 'kernel.not_found']),
    ...(isWrite(endpoint.method) ? ['kernel.foreign_origin'] : []),
  ];
  const byStatus = new Map<number, string[]>();
  for (const code of [...everywhere, ...(endpoint.errors ?? [])]) {
    const status = statusOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const refusals = [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, codes]) => [
      String(status),
      {
        description: codes.join(', '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]);
  const done =
    endpoint.response === 'redirect'
      ? { '303': { description: 'Go on at the address of the Location header.' } }
      : { '200': { description: 'Done.', content } };
  return { ...done, ...Object.fromEntries(refusals) };
}

/** OpenAPI 3.1, written from the same endpoints that the server validates by. */
export function openApiOf(endpoints: readonly Endpoint[], version: string): string {
  const paths: Record<string, Json> = {};
  for (const endpoint of [...endpoints].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1,
  )) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [endpoint.method.toLowerCase()]: {
        operationId: endpoint.name,
        tags: [endpoint.name.split('.', 1)[0]],
        summary: endpoint.summary,
        'x-permission': endpoint.permission,
        security: endpoint.permission === 'public' ? [] : [{ session: [] }],
        parameters: parametersOf(endpoint),
        ...(endpoint.body === undefined
          ? {}
          : endpoint.body === 'bytes'
            ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } }
            : {
                requestBody: {
                  required: true,
                  content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } },
                },
              }),
        responses: responsesOf(endpoint),
      },
    };
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'gonghui',
      version,
      description: 'The interface of gonghui. Money is a string of whole fen, a day is a day in Asia/Shanghai.',
    },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'gonghui.session_token' } },
      schemas: {
        Error: {
          type: 'object',
          required: ['error'],
          properties: {
            error: {
              type: 'object',
              required: ['code', 'message', 'requestId'],
              properties: {
                code: { type: 'string' },
                message: { type: 'string' },
                params: { type: 'object' },
                issues: {
                  type: 'array',
                  items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
                },
                requestId: { type: 'string' },
              },
            },
          },
        },
      },
    },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
