// The committed documents are those that the contracts give now, and AsyncAPI's own schema takes its document.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { eventTypes } from '@posthorn/contracts';
import { workspaceRoot } from '@posthorn/testing';
import { Ajv, type AnySchema } from 'ajv';
import { expect, it } from 'vitest';
import { asyncApi } from './async-api/async-api.js';
import { eventCatalogue } from './event-catalogue/event-catalogue.js';
import { generatedDocuments } from './generated-documents.js';

it('are what `npm run generate` writes', { timeout: 30_000 }, async () => {
  for (const [path, text] of await generatedDocuments())
    expect(await readFile(join(workspaceRoot, path), 'utf8'), path).toBe(text);
});

it('has an AsyncAPI document that its official schema takes', () => {
  const schema = createRequire(import.meta.url)(
    '@asyncapi/specs/schemas/3.0.0-without-$id.json',
  ) as AnySchema;
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  expect(validate(asyncApi), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...asyncApi, channels: { registry: { adress: 'x' } } })).toBe(false);
});

it('refers to nothing that the AsyncAPI document does not have', () => {
  const references = Array.from(
    JSON.stringify(asyncApi).matchAll(/"\$ref":"#\/([^"]+)"/g),
    ([, path = '']) => path,
  );
  const missing = references.filter(
    (path) =>
      path.split('/').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], asyncApi) ===
      undefined,
  );
  expect(references.length).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});

it('tells of every event type', () => {
  const text = eventCatalogue();
  for (const { code, label } of eventTypes) expect(text).toContain(`### ${label}: \`${code}\`\n`);
});
