// The event type about lists. Its body has `list` as a map, so that its envelope has none. Keys and their order:
// ActiveCampaign's documentation.
import { z } from 'zod';
import { id, text } from './data-values.js';
import { everyPlan } from './default-plans.js';
import { eventTypesOf, type EventType } from './event-type.js';
import { idOrZero, value } from './form-builders.js';

const listEvent = eventTypesOf({
  objectType: 'list',
  kind: 'standard',
  plans: everyPlan,
  subjectFrom: ['list', 'id'],
  envelope: 'without_list',
});

/** Who a list's e-mails come from, as laws against spam want it said. */
const sender = z.strictObject({
  address1: text.optional(),
  address2: text.optional(),
  city: text.optional(),
  zip: text.optional(),
  state: text.optional(),
  country: text.optional(),
  full_address: text.optional(),
  url: text.optional(),
  reminder: text.optional().describe('Why a contact gets e-mails of this list.'),
});

const listAdd = listEvent({
  code: 'list_add',
  label: 'List added',
  schema: z.strictObject({
    list: z.strictObject({ id, name: text, user_id: id.optional(), sender: sender.optional() }),
  }),
  sample: {
    list: {
      id: '7',
      name: 'Notes on engines',
      user_id: '1',
      sender: {
        address1: '12 St James’s Square',
        address2: 'Flat 2',
        city: 'London',
        zip: 'SW1Y 4JH',
        state: 'Greater London',
        country: 'United Kingdom',
        full_address: '12 St James’s Square, Flat 2, London SW1Y 4JH, United Kingdom',
        url: 'https://engines.example.com',
        reminder: 'You asked for these notes on our website.',
      },
    },
  },
  form: [
    value('list.id'),
    idOrZero('list.userid', 'list.user_id'),
    value('list.name'),
    value('list.sender_addr1', 'list.sender.address1'),
    value('list.sender_addr2', 'list.sender.address2'),
    value('list.sender_city', 'list.sender.city'),
    value('list.sender_zip', 'list.sender.zip'),
    value('list.sender_state', 'list.sender.state'),
    value('list.sender_country', 'list.sender.country'),
    value('list.fulladdress', 'list.sender.full_address'),
    value('list.sender_url', 'list.sender.url'),
    value('list.sender_reminder', 'list.sender.reminder'),
  ],
});

export const listEventTypes: readonly EventType[] = [listAdd];
