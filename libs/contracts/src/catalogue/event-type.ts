// The shape of one entry of the catalogue: all that Posthorn knows about an event type. The entries stand in a
// file per object type beside this one; `event-types.ts` lists them all.
import type { z } from 'zod';
import type { ObjectType } from '../event/object-type.js';
import type { Plan, SubscriptionKind } from '../registry/registry-record.js';
import type { FormBlock } from './form-block.js';

/** Strict schema of an event's `data`; unknown keys are refused by name at the doors. */
export type DataSchema = z.ZodObject;

/**
 * What stands before the blocks of a form body: `type date_time initiated_from initiated_by` and `list`; the same
 * without `list` (e-commerce, custom objects, and `list_add`, whose `list[…]` is a map); or nothing (automations).
 */
export type FormEnvelope = 'with_list' | 'without_list' | 'none';

/** What every event has, whoever it goes to: its code, its data, and how that becomes a body. */
export interface EventContract {
  /** ActiveCampaign's code, such as `contact_tag_added`. */
  readonly code: string;
  /** As the console shows it. */
  readonly label: string;
  readonly objectType: ObjectType;
  /** Whether a subscription's list filter applies. */
  readonly takesList: boolean;
  readonly schema: DataSchema;
  /** A realistic event's `data`; valid by `schema`. */
  readonly sample: Readonly<Record<string, unknown>>;
  /** Where in `data` the id of the object stands that the event is about: CloudEvents `subject` when none is given. */
  readonly subjectFrom: readonly string[];
  readonly envelope: FormEnvelope;
  /** How `data` becomes the keys of the form body after the envelope, in the order of the wire. */
  readonly form: readonly FormBlock[];
}

/** An event that can be subscribed to. */
export interface EventType extends EventContract {
  /** The kind of subscription that takes it. */
  readonly kind: SubscriptionKind;
  /** Plans that have it unless the installation says otherwise: ask `plansOf`. */
  readonly plans: readonly Plan[];
  /** Where in `data` the id of the object's schema stands: the extension `schemaid`. Only custom objects have one. */
  readonly schemaFrom?: readonly string[];
}

/** What an object type's event types have in common. */
export type EventTypeFamily = Pick<
  EventType,
  'objectType' | 'kind' | 'plans' | 'subjectFrom' | 'schemaFrom' | 'envelope'
>;

/** What one event type adds; the compiler checks its sample against its schema. */
export interface EventTypeDefinition<Schema extends DataSchema> extends Pick<
  EventType,
  'code' | 'label' | 'form'
> {
  readonly takesList?: boolean;
  readonly schema: Schema;
  readonly sample: z.input<Schema>;
}

/** Makes event types of one family; `takesList` is false unless a definition says otherwise. */
export const eventTypesOf =
  (family: EventTypeFamily) =>
  <Schema extends DataSchema>(definition: EventTypeDefinition<Schema>): EventType => ({
    takesList: false,
    ...family,
    ...definition,
  });
