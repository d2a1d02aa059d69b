// Event types about text messages. Keys and their order: ActiveCampaign's documentation.
import { z } from 'zod';
import { contact, contactForm, contactSample } from './blocks/contact.js';
import { id, text } from './data-values.js';
import { everyPlan } from './default-plans.js';
import { eventTypesOf, type EventType } from './event-type.js';
import { value } from './form-builders.js';

const smsEvent = eventTypesOf({
  objectType: 'sms',
  kind: 'standard',
  plans: everyPlan,
  subjectFrom: ['contact', 'id'],
  envelope: 'with_list',
});

const smsSent = smsEvent({
  code: 'sms_sent',
  label: 'SMS sent',
  schema: z.strictObject({
    contact,
    sms: z.strictObject({
      id,
      recipient: text.describe('Phone number.'),
      successful: z.boolean(),
      comment: text.optional().describe('What the carrier said.'),
    }),
  }),
  sample: {
    contact: contactSample,
    sms: { id: '61', recipient: '+15550101234', successful: true, comment: 'Accepted by the carrier' },
  },
  form: [
    ...contactForm(),
    value('sms.id'),
    value('sms.recipient'),
    value('sms.successful'),
    value('sms.comment'),
  ],
});

const smsReply = smsEvent({
  code: 'sms_reply',
  label: 'SMS replied',
  schema: z.strictObject({
    contact,
    sms: z.strictObject({
      id,
      reply: text,
      result: text.optional().describe('What was done about it.'),
    }),
  }),
  sample: { contact: contactSample, sms: { id: '61', reply: 'Yes, at five!', result: 'forwarded' } },
  form: [...contactForm(), value('sms.id'), value('sms.reply'), value('sms.result')],
});

const smsUnsub = smsEvent({
  code: 'sms_unsub',
  label: 'SMS unsubscribed',
  schema: z.strictObject({ contact, sms: z.strictObject({ id, phone: text }) }),
  sample: { contact: contactSample, sms: { id: '61', phone: '+15550101234' } },
  form: [...contactForm(), value('sms.id'), value('sms.phone')],
});

export const smsEventTypes: readonly EventType[] = [smsSent, smsReply, smsUnsub];
