// What may be asked about schemas, and what is answered. The same over REST and gRPC.
import { z } from 'zod';
import type { Columns, SchemaRow } from '../database/rows/index.js';
import { pageFields } from '../paging/page.js';
import { namedAccountField } from '../requests/fields.js';
import {
  answeredFields,
  answeredRelationships,
  fieldsField,
  labelsField,
  relationshipsField,
  slugField,
} from './schema-fields.js';

const ownIdDetail = 'A UUID in lower case, or leave it out';

export const createSchemaRequest = z.strictObject({
  account_id: namedAccountField,
  id: z
    .string({ error: ownIdDetail })
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, ownIdDetail)
    .optional()
    .describe('The id that it has elsewhere already: a UUID; one is made when absent'),
  slug: slugField.describe('Unique within the account; never changes'),
  labels: labelsField,
  fields: fieldsField.default([]),
  relationships: relationshipsField.default([]),
});

export const updateSchemaRequest = z.strictObject({
  labels: labelsField.optional(),
  fields: fieldsField.optional().describe('In place of those that it has'),
  relationships: relationshipsField.optional().describe('In place of those that it has'),
});

export const listSchemasRequest = z.strictObject({ account_id: namedAccountField, ...pageFields });

export const schemaAnswer = z.object({
  id: z.string().describe('schema.id in the events, schema_id of a subscription'),
  account_id: z.string(),
  slug: z.string().describe('schema.slug in the events'),
  labels: z.object({ singular: z.string(), plural: z.string() }),
  fields: answeredFields,
  relationships: answeredRelationships,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

export const schemaPageAnswer = z.object({
  schemas: z.array(schemaAnswer),
  next_page_token: z.string().optional().describe('Absent on the last page'),
});

export type CreateSchema = z.output<typeof createSchemaRequest>;
export type UpdateSchema = z.output<typeof updateSchemaRequest>;
export type Schema = z.output<typeof schemaAnswer>;
export type SchemaPage = z.output<typeof schemaPageAnswer>;

export const describeSchema = (row: Columns<SchemaRow>): Schema => ({
  id: row.id,
  account_id: row.accountId,
  slug: row.slug,
  labels: row.labels,
  fields: row.fields.map(({ options = [], ...field }) => ({ ...field, options })),
  relationships: row.relationships,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
