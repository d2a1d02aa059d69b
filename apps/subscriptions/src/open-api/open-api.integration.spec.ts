import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { operations } from '../testing/operations.js';
import { startTestService, type TestService } from '../testing/test-service.js';

let service: TestService;
let document: OpenAPIObject;

beforeAll(async () => {
  service = await startTestService({ postgresUrl: inject('postgresUrl') });
  const response = await fetch(new URL('/openapi.json', service.httpUrl));
  document = (await response.json()) as OpenAPIObject;
});

afterAll(async () => {
  await service.stop();
});

type Described = Record<string, { summary?: string; responses: object; security?: object[] } | undefined>;

it.each(Object.entries(operations))('describes %s', (_, { rest: [method, path] }) => {
  const route = document.paths[path.replace(':id', '{id}')] as Described | undefined;
  const described = route?.[method.toLowerCase()];
  expect(described?.summary).toEqual(expect.any(String));
  expect(described?.security).toHaveLength(2);
  expect(Object.keys(described?.responses ?? {})).toEqual(expect.arrayContaining(['401', '403', '503']));
});

it('gives every body its fields and limits', () => {
  const schemas = document.components?.schemas ?? {};
  expect(schemas.CreateSubscriptionBody).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['name', 'url', 'event_types'],
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 200 },
      event_types: { type: 'array', minItems: 1, items: { type: 'string' } },
      sources: { items: { enum: ['public', 'admin', 'api', 'system'] } },
      list_id: { type: 'string' },
    },
  });
  expect(schemas.CreatedSubscriptionAnswer).toMatchObject({
    properties: {
      secret: { type: 'string' },
      state: { enum: expect.arrayContaining(['pending', 'active']) as unknown },
    },
  });
});

it('refers to nothing that it does not have', () => {
  const text = JSON.stringify(document);
  const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  expect(Object.keys(document.components?.schemas ?? {})).toEqual(expect.arrayContaining(names));
});

it('serves a page to try it', async () => {
  const response = await fetch(new URL('/docs', service.httpUrl));
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('swagger-ui');
});
