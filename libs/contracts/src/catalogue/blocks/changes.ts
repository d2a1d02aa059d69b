// What an update changed. The form body names the fields at most; a JSON body has the values, too.
import { z } from 'zod';
import { fieldValue, text } from '../data-values.js';
import type { FormBlock } from '../form-block.js';
import { each } from '../form-builders.js';

const change = z.strictObject({
  field: text.min(1).describe('Name of a column, or label of a custom field.'),
  from: fieldValue.optional().describe('The value before.'),
  to: fieldValue.optional().describe('The value now.'),
});

export const changes = z
  .array(change)
  .optional()
  .describe('What was changed, with the values before and after.');

export const changesSample = [
  { field: 'phone', from: '', to: '+1 555-010-1234' },
  { field: 'tags', from: ['Customer'], to: ['Customer', 'Newsletter, monthly'] },
];

export const dealChangesSample = [
  { field: 'stageid', from: '1', to: '2' },
  { field: 'utm_campaign', from: null, to: '23847' },
];

/** `updated_fields[n]`: the names alone. */
export const updatedFieldsForm: readonly FormBlock[] = [
  each('updated_fields', 'changes', [{ kind: 'value', key: [], from: ['field'], as: 'text', missing: '' }]),
];
