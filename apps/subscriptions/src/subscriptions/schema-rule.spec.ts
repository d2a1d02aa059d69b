import { expect, it } from 'vitest';
import { schemaDetail } from './schema-rule.js';

it('custom objects have a schema, and others have none', () => {
  expect(schemaDetail({ kind: 'custom_object', schemaId: 'a' })).toBeUndefined();
  expect(schemaDetail({ kind: 'ecommerce', schemaId: undefined })).toBeUndefined();
  expect(schemaDetail({ kind: 'custom_object', schemaId: undefined })).toContain('Required');
  expect(schemaDetail({ kind: 'standard', schemaId: 'a' })).toContain('leave it out');
});
