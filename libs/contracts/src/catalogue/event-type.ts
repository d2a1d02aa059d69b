// The shape of one entry of the catalogue: all that Posthorn knows about an event type.
import type { z } from 'zod';
import type { ObjectType } from '../event/object-type.js';
import type { Plan } from '../registry/registry-record.js';
import type { FormBlock } from './form-block.js';

export type SubscriptionKind = 'standard' | 'custom_object' | 'ecommerce' | 'automation';

/** Strict schema of an event's `data`; unknown keys are refused by name at the doors. */
export type DataSchema = z.ZodObject;

export interface EventType {
  /** ActiveCampaign's code, such as `contact_tag_added`. */
  readonly code: string;
  /** As the console shows it. */
  readonly label: string;
  readonly objectType: ObjectType;
  readonly kind: SubscriptionKind;
  /** Whether a subscription's list filter applies. */
  readonly takesList: boolean;
  /** Plans that have it; an account needs one of them. */
  readonly plans: readonly Plan[];
  readonly schema: DataSchema;
  /** A realistic event's `data`; valid by `schema`. */
  readonly sample: Readonly<Record<string, unknown>>;
  /** How `data` becomes the keys of the form body after the envelope, in the order of the wire. */
  readonly form: readonly FormBlock[];
  /** Whether the envelope has `list`. */
  readonly envelopeHasList: boolean;
}
