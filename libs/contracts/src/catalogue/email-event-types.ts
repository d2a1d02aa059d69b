// Event types about e-mails that came back: as a bounce, or as a reply. Keys and their order: ActiveCampaign's
// documentation.
import { z } from 'zod';
import { campaignIdForm, knownCampaign, knownCampaignSample } from './blocks/campaign.js';
import { contact, contactForm, contactSample } from './blocks/contact.js';
import { text } from './data-values.js';
import { everyPlan } from './default-plans.js';
import { eventTypesOf, type EventType } from './event-type.js';
import { value } from './form-builders.js';

const emailEvent = eventTypesOf({
  objectType: 'email',
  kind: 'standard',
  plans: everyPlan,
  subjectFrom: ['contact', 'id'],
  envelope: 'with_list',
});

const bounce = emailEvent({
  code: 'bounce',
  label: 'Email bounced',
  takesList: true,
  schema: z.strictObject({
    contact,
    campaign: knownCampaign,
    bounce: z.strictObject({
      type: z.enum(['hard', 'soft']).describe('hard: the address will not work again; soft: it may.'),
      code: text.optional().describe('Such as 5.1.1.'),
      description: text.optional(),
    }),
  }),
  sample: {
    contact: contactSample,
    campaign: knownCampaignSample,
    bounce: { type: 'hard', code: '5.1.1', description: 'The address does not exist' },
  },
  form: [
    ...contactForm(),
    campaignIdForm,
    value('bounce.type'),
    value('bounce.code'),
    value('bounce.description'),
  ],
});

const reply = emailEvent({
  code: 'reply',
  label: 'Email replied',
  takesList: true,
  schema: z.strictObject({
    contact,
    campaign: knownCampaign,
    reply: z.strictObject({ message: text, result: text.optional().describe('What was done about it.') }),
  }),
  sample: {
    contact: contactSample,
    campaign: knownCampaignSample,
    reply: { message: 'Thank you!\nI will read the notes tonight.', result: 'forwarded' },
  },
  form: [
    ...contactForm(),
    campaignIdForm,
    value('result', 'reply.result'),
    value('message', 'reply.message'),
  ],
});

export const emailEventTypes: readonly EventType[] = [bounce, reply];
