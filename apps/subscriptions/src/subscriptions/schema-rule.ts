// A subscription to custom objects names a schema, and no other does. Pure.
import type { SubscriptionKind } from '@posthorn/contracts';

export interface SchemaChoice {
  readonly kind: SubscriptionKind;
  readonly schemaId: string | undefined;
}

/** How to name one. */
export const schemaRemedy = "Give the id of one of the account's schemas; GET /v1/schemas lists them";

/** What is wrong with naming that schema, or none; `undefined`: nothing. */
export function schemaDetail({ kind, schemaId }: SchemaChoice): string | undefined {
  if (kind === 'custom_object')
    return schemaId === undefined ? `Required of the kind custom_object. ${schemaRemedy}` : undefined;
  return schemaId === undefined
    ? undefined
    : `Only the kind custom_object has a schema, and the subscription is of ${kind}; leave it out`;
}
