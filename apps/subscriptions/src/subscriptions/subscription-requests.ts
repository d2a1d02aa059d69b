// What may be asked about subscriptions. The same over REST and gRPC.
import {
  bodyFormats,
  findEventType,
  initiators,
  subscriptionKinds,
  type SubscriptionKind,
} from '@posthorn/contracts';
import { targetUrlCharactersMax } from '@posthorn/outbound-http';
import { z } from 'zod';
import { pageFields } from '../paging/page.js';
import { isUnique, namedAccountField, nameField } from '../requests/fields.js';
import { schemaIdField } from '../schemas/schema-fields.js';
import { kindFaults, kindOfTypes } from './kind-rule.js';
import { listDetail, listFault } from './list-rule.js';
import { schemaDetail } from './schema-rule.js';

/** Why a URL may not be sent to, for people; `undefined` when it may. */
export type UrlObjection = (url: string) => string | undefined;

const urlField = (objection: UrlObjection) =>
  z
    .string({ error: 'The https URL that events are sent to' })
    .max(targetUrlCharactersMax, `At most ${targetUrlCharactersMax} characters`)
    .check((context) => {
      const message = objection(context.value);
      if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value });
    })
    .describe('Where events are sent: https, port 443, a public host');

const eventTypesField = z
  .array(
    z
      .string({ error: 'The code of an event type' })
      .refine(
        (code) => findEventType(code) !== undefined,
        'No such event type; the catalogue lists them all',
      ),
    { error: 'A list of event type codes' },
  )
  .min(1, 'At least one event type')
  .refine(isUnique, 'Each event type once')
  .describe('Codes of the catalogue');

const sourcesField = z
  .array(z.enum(initiators, { error: `One of ${initiators.join(', ')}` }), { error: 'A list of sources' })
  .min(1, `At least one of ${initiators.join(', ')}`)
  .refine(isUnique, 'Each source once')
  .describe(
    'Who made the event happen: a contact, a user, the API, or an automation. The kinds custom_object and ecommerce may leave it out, for all',
  );

export const listIdField = z
  .string({ error: 'The decimal id of a list' })
  .regex(/^[1-9]\d{0,19}$/, 'The decimal id of a list')
  .describe('For event types that take a list; every list when absent');

const kindField = z
  .enum(subscriptionKinds, { error: `One of ${subscriptionKinds.join(', ')}` })
  .describe('Each kind has event types of its own; absent: the kind of the first. It never changes');

const bodyFormatField = z
  .enum(bodyFormats, { error: `One of ${bodyFormats.join(', ')}` })
  .describe('form: as ActiveCampaign sends it; json: the same data with its types');

/** A dispatcher has no more POSTs under way to one endpoint by default. */
const inFlightMax = 32;
const rateMin = 0.01;
const rateMax = 1_000;
const inFlightDetail = `A whole number from 1 to ${inFlightMax}`;
const rateDetail = `A number from ${rateMin} to ${rateMax}`;

const maxInFlightField = z
  .int({ error: inFlightDetail })
  .min(1, inFlightDetail)
  .max(inFlightMax, inFlightDetail)
  .nullable()
  .optional()
  .describe('POSTs under way to the URL at most; null: as many as it bears');

const ratePerSecondField = z
  .number({ error: rateDetail })
  .min(rateMin, rateDetail)
  .max(rateMax, rateDetail)
  .nullable()
  .optional()
  .describe('POSTs a second to the URL at most, such as 0.5; null: no limit');

export const createSubscriptionSchema = (objection: UrlObjection) =>
  z
    .strictObject({
      account_id: namedAccountField,
      name: nameField,
      kind: kindField.optional(),
      url: urlField(objection),
      event_types: eventTypesField,
      sources: sourcesField.optional(),
      list_id: listIdField.optional(),
      schema_id: schemaIdField.optional(),
      body_format: bodyFormatField.default('form'),
      max_in_flight: maxInFlightField,
      rate_per_second: ratePerSecondField,
    })
    .refine(
      ({ event_types: eventTypes, list_id: listId = null }) =>
        listFault({ eventTypes, listId }) === undefined,
      { path: ['list_id'], error: listDetail, when: ({ value }) => listChoice.safeParse(value).success },
    )
    .refine(({ kind, event_types: eventTypes }) => faultsOfKind(kind, eventTypes).length === 0, {
      path: ['event_types'],
      error: ({ input }) => kindDetail(input),
      when: ({ value }) => kindChoice.safeParse(value).success,
    })
    .refine((value) => !lacksSources(value), {
      path: ['sources'],
      error: `At least one of ${initiators.join(', ')}`,
      when: ({ value }) => sourcesChoice.safeParse(value).success,
    })
    .refine((value) => detailOfSchema(value) === undefined, {
      path: ['schema_id'],
      error: ({ input }) => detailOfSchema(input),
      when: ({ value }) => schemaChoice.safeParse(value).success,
    })
    .transform(({ kind, sources = [...initiators], ...request }) => ({
      ...request,
      sources,
      kind: kind ?? kindOfTypes(request.event_types),
    }));

/** With these, the kind can be judged, whatever else is wrong. */
const kindChoice = z.looseObject({ kind: kindField.optional(), event_types: z.array(z.string()) });

const faultsOfKind = (kind: SubscriptionKind | undefined, eventTypes: readonly string[]) =>
  kindFaults({ kind: kind ?? kindOfTypes(eventTypes), eventTypes });

const kindDetail = (input: unknown): string => {
  const { kind, event_types: eventTypes } = kindChoice.parse(input);
  return faultsOfKind(kind, eventTypes)
    .map(({ detail }) => detail)
    .join('; ');
};

/** Without types that say otherwise, it is a standard one. */
const sourcesChoice = z.looseObject({
  kind: kindField.optional().catch(undefined),
  event_types: z.array(z.string()).catch([]),
});

function lacksSources(input: unknown): boolean {
  const { kind, event_types: eventTypes, sources } = sourcesChoice.parse(input);
  return sources === undefined && (kind ?? kindOfTypes(eventTypes)) === 'standard';
}

/** With these, it can be judged whether there must be a schema, whatever else is wrong. */
const schemaChoice = z.looseObject({
  kind: kindField.optional(),
  event_types: z.array(z.string()).catch([]),
  schema_id: z.string().optional(),
});

function detailOfSchema(input: unknown): string | undefined {
  const { kind, event_types: eventTypes, schema_id: schemaId } = schemaChoice.parse(input);
  return schemaDetail({ kind: kind ?? kindOfTypes(eventTypes), schemaId });
}

/** With these, the list can be judged, whatever else is wrong. */
const listChoice = z.looseObject({ event_types: z.array(z.string()), list_id: z.string() });

export const updateSubscriptionSchema = (objection: UrlObjection) =>
  z.strictObject({
    name: nameField.optional(),
    url: urlField(objection).optional(),
    event_types: eventTypesField.optional(),
    sources: sourcesField.optional(),
    list_id: listIdField.nullable().optional().describe('null: every list'),
    schema_id: schemaIdField.optional(),
    body_format: bodyFormatField.optional(),
    max_in_flight: maxInFlightField,
    rate_per_second: ratePerSecondField,
  });

export const listSubscriptionsSchema = z.strictObject({ account_id: namedAccountField, ...pageFields });

export type CreateSubscription = z.output<ReturnType<typeof createSubscriptionSchema>>;
export type UpdateSubscription = z.output<ReturnType<typeof updateSubscriptionSchema>>;
