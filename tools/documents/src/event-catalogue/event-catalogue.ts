// docs/event-catalogue.md: every event type for those who send events and those who receive them.
import { bodyEncoders } from '@posthorn/delivery';
import {
  automationWebhook,
  eventTypes,
  objectTypeLabels,
  objectTypes,
  plans,
  type EventContract,
  type EventType,
} from '@posthorn/contracts';
import type { z } from 'zod';
import { fieldRows, type FieldRow } from './field-rows.js';
import { bare, sharedObject, sharedObjects } from './shared-objects.js';

const opening = `# Event catalogue

Made of \`libs/contracts/src/catalogue\` by \`npm run generate\`; do not edit it here.

An event's \`data\` has the fields of its type, and no others: ingest refuses unknown ones by name. A body of the format
\`json\` has them as they are; a body of the format \`form\` has ActiveCampaign's keys, of which each type shows those of
its sample. \`GET /v1/event-types/{type}\` of ingest has the JSON Schema, and an event to send as it stands.

A **time** is ISO 8601 with an offset; the form writes it in the account's time zone. Amounts are hundredths of the
currency's unit. What does not exist is absent in \`data\`, and empty or \`0\` in the form.`;

export const eventCatalogue = (): string =>
  [
    ...[opening, contents(), ...groups(), ...automation()],
    ...['## Objects', ...sharedObjects.flatMap(objectSection)],
  ].join('\n\n');

const typesOf = (objectType: string): readonly EventType[] =>
  eventTypes.filter((eventType) => eventType.objectType === objectType);

const groupsInUse = objectTypes.filter((objectType) => typesOf(objectType).length > 0);

const linked = (heading: string, text = heading): string =>
  `[${text}](#${heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-')})`;

const contents = (): string =>
  [
    '| group | event types | list applies to | plans |',
    '| --- | --- | --- | --- |',
    ...groupsInUse.map((objectType) => {
      const types = typesOf(objectType);
      const codes = (of: readonly EventType[]) => of.map(({ code }) => `\`${code}\``).join(' ');
      const [first] = types;
      return row([
        linked(objectTypeLabels[objectType]),
        codes(types),
        codes(types.filter(({ takesList }) => takesList)),
        first?.plans.length === plans.length ? 'all' : (first?.plans.join(', ') ?? ''),
      ]);
    }),
  ].join('\n');

const groups = (): readonly string[] =>
  groupsInUse.flatMap((objectType) => [
    `## ${objectTypeLabels[objectType]}`,
    `Topic \`events.${objectType}\`.`,
    ...typesOf(objectType).flatMap(typeSection),
  ]);

const automation = (): readonly string[] => [
  `## ${objectTypeLabels.automation}`,
  `Topic \`events.${automationWebhook.objectType}\`. No event type: nobody subscribes to it, it says itself where it goes. Ingest
takes it at \`POST /v1/automations/{series_id}/webhook\`. Its body is a form without envelope, whatever the account's
subscriptions have.`,
  ...typeSection(automationWebhook),
];

const typeSection = (eventType: EventContract): readonly string[] => [
  `### ${eventType.label}: \`${eventType.code}\``,
  fieldTable(
    Object.entries<z.ZodType>(eventType.schema.shape).flatMap(([name, schema]) => rowsOf(name, schema)),
  ),
  ...(eventType.form.some(({ kind }) => kind === 'event_lists') ? [severalLists] : []),
  `\`\`\`text\n${formOf(eventType)}\n\`\`\``,
];

const severalLists =
  'When a contact leaves several lists at once (`public`), `list[n][id]` stands in place of `list`, after the contact.';

function rowsOf(name: string, schema: z.ZodType): readonly FieldRow[] {
  const required = schema === bare(schema);
  const shared = sharedObject(schema);
  if (shared !== undefined)
    return [{ path: name, type: linked(headingOf(shared.title), shared.title), required, meaning: '' }];
  return fieldRows(schema, name).map((one) => ({ ...one, required: one.required && required }));
}

const headingOf = (title: string): string => `Object: ${title}`;

const objectSection = ({ title, schema }: (typeof sharedObjects)[number]): readonly string[] => [
  `### ${headingOf(title)}`,
  fieldTable(fieldRows(schema, '')),
];

const fieldTable = (rows: readonly FieldRow[]): string =>
  [
    '| field | type | needed | |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ path, type, required, meaning }) =>
      row([`\`${path}\``, type, required ? 'yes' : '', meaning]),
    ),
  ].join('\n');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** One line for each pair, decoded. */
function formOf(eventType: EventContract): string {
  const attributes = {
    ...{
      id: 'evt_1',
      source: '/crm',
      type: eventType.code,
      time: '2026-07-18T03:01:25Z',
      subject: undefined,
    },
    ...({ accountId: 'acme', initiatedFrom: 'admin', initiatedBy: 'admin' } as const),
    ...{
      listIds: eventType.takesList ? ['1'] : [],
      schemaId: undefined,
      mass: false,
      traceparent: undefined,
    },
  };
  const event = { attributes, data: eventType.sample };
  const body = bodyEncoders.form.encode(eventType, event, { timeZone: 'America/Chicago' }).toString();
  return [...new URLSearchParams(body)]
    .map(([key, text]) => `${key}=${text.replaceAll('\n', '⏎')}`)
    .join('\n');
}
