// Messages of the topics that Posthorn writes itself.
import {
  attemptRecordSchema,
  deadLetterHeaders,
  endpointHealthSchema,
  handedOnHeaders,
  registryHeaders,
  registrySchemas,
} from '@posthorn/contracts';
import { keyed } from './event-messages.js';
import { headersSchema, jsonSchemaOf, textSchema, type Json } from './json-schema.js';

const idOfAutomation = 'of an automation: automation:<account>:<series>';
const bySubscription = keyed(`The id of the subscription; ${idOfAutomation}.`);

const deliveryHeaders: Readonly<Record<string, Json>> = {
  [handedOnHeaders.subscription]: textSchema(`Id of the subscription; ${idOfAutomation}.`),
  [handedOnHeaders.attempts]: textSchema('POSTs made so far that count; decimal.'),
  [handedOnHeaders.deferrals]: textSchema(
    'Times that it was deferred on the request of the receiver; decimal.',
  ),
  [handedOnHeaders.firstHandedOn]: textSchema('When it was first handed on, ms since 1970; decimal.'),
  [handedOnHeaders.registryOffset]: textSchema('Offset of the registry at which it was matched; decimal.'),
  [handedOnHeaders.origin]: textSchema('Where the event stands: topic/partition/offset.'),
  [handedOnHeaders.lastOutcome]: textSchema(
    'What the last attempt ended in, such as rejected 503; for people.',
  ),
};

const eventsOwn = "Beside these headers the event's own; the value is the event's, byte for byte.";

const registryMessages = Object.fromEntries(
  Object.entries(registrySchemas).map(([kind, schema]) => [
    `registry.${kind}`,
    {
      name: `registry.${kind}`,
      contentType: 'application/json',
      description: 'No value: it was deleted.',
      headers: headersSchema(
        {
          [registryHeaders.version]: textSchema('Version of the row; views ignore a lower one. Decimal.'),
          [registryHeaders.epoch]: textSchema('Number of the full publish that wrote it; decimal.'),
        },
        [registryHeaders.version],
      ),
      payload: jsonSchemaOf(schema),
      bindings: keyed(`${kind}:<id>`),
    },
  ]),
);

export const otherMessages: Readonly<Record<string, Json>> = {
  ...registryMessages,
  delivery: {
    name: 'delivery',
    title: 'A delivery that was handed on',
    description: eventsOwn,
    headers: headersSchema(
      deliveryHeaders,
      Object.keys(deliveryHeaders).filter((name) => name !== handedOnHeaders.lastOutcome),
    ),
    bindings: bySubscription,
  },
  'dead-letter': {
    name: 'dead-letter',
    title: 'A delivery that was given up, or a record that nobody can read',
    description: eventsOwn,
    headers: headersSchema(
      {
        ...deliveryHeaders,
        [deadLetterHeaders.reason]: textSchema('Why; a stable word.'),
        [deadLetterHeaders.detail]: textSchema('For people; at most 1,000 characters.'),
      },
      [deadLetterHeaders.reason],
    ),
    bindings: keyed(`The id of the subscription; ${idOfAutomation}; none for a record that nobody can read.`),
  },
  attempt: {
    name: 'attempt',
    title: 'One POST',
    contentType: 'application/json',
    payload: jsonSchemaOf(attemptRecordSchema),
    bindings: bySubscription,
  },
  'endpoint-health': {
    name: 'endpoint-health',
    title: 'How an endpoint fares',
    contentType: 'application/json',
    payload: jsonSchemaOf(endpointHealthSchema),
    bindings: bySubscription,
  },
};
