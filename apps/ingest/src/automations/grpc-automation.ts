// An automation's webhook of gRPC as REST has it: without what the decoder adds, and the contact as JSON instead of a
// Struct.
import { givenFields } from '../doors/given-fields.js';
import { objectOf, type Struct } from '../doors/struct.js';
import type { SentAutomation } from './read-automation.js';

export type AutomationMessage = Readonly<Record<string, unknown>> & {
  readonly series_id: string;
  readonly contact?: Struct | null;
};

export function automationOf({ series_id: seriesId, contact, ...fields }: AutomationMessage): SentAutomation {
  return { seriesId, body: { ...givenFields(fields), ...(contact ? { contact: objectOf(contact) } : {}) } };
}
