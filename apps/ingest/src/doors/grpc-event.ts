// An event of gRPC as REST has it: without what the decoder adds, and `data` as JSON instead of a Struct.
import { givenFields } from './given-fields.js';
import { objectOf, type Struct } from './struct.js';

export type EventMessage = Readonly<Record<string, unknown>> & { readonly data?: Struct | null };

export function eventOf(message: EventMessage | null | undefined): unknown {
  const { data, ...attributes } = message ?? {};
  return { ...givenFields(attributes), ...(data ? { data: objectOf(data) } : {}) };
}
