// Event types about campaigns. Keys and their order: ActiveCampaign's documentation.
import { z } from 'zod';
import {
  campaign,
  campaignForm,
  campaignIdForm,
  campaignSample,
  knownCampaign,
  knownCampaignSample,
} from './blocks/campaign.js';
import { accountIdForm, companyForm } from './blocks/company.js';
import { contact, contactForm, contactSample } from './blocks/contact.js';
import { id, text } from './data-values.js';
import { everyPlan } from './default-plans.js';
import { eventTypesOf, type EventType, type EventTypeFamily } from './event-type.js';
import { value } from './form-builders.js';

const family: EventTypeFamily = {
  objectType: 'campaign',
  kind: 'standard',
  plans: everyPlan,
  subjectFrom: ['campaign', 'id'],
  envelope: 'with_list',
};
const campaignEvent = eventTypesOf(family);
/** By a contact, whose events keep their order; a campaign's openings spread over the partitions. */
const reaction = eventTypesOf({ ...family, subjectFrom: ['contact', 'id'] });

const sent = campaignEvent({
  code: 'sent',
  label: 'Campaign starts sending',
  takesList: true,
  schema: z.strictObject({ campaign }),
  sample: { campaign: { ...campaignSample, status: 'sending' } },
  form: campaignForm,
});

const open = reaction({
  code: 'open',
  label: 'Campaign opened',
  takesList: true,
  schema: z.strictObject({
    contact,
    campaign,
    user_agent: text.optional().describe('Of the program that opened it.'),
  }),
  sample: {
    contact: contactSample,
    campaign: campaignSample,
    user_agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)',
  },
  form: [...contactForm(), ...campaignForm, value('User-Agent', 'user_agent'), ...companyForm, accountIdForm],
});

const forward = reaction({
  code: 'forward',
  label: 'Campaign forwarded',
  takesList: true,
  schema: z.strictObject({
    contact,
    campaign: knownCampaign,
    forward: z.strictObject({ count: z.int().min(0).describe('To how many addresses.') }),
  }),
  sample: { contact: contactSample, campaign: knownCampaignSample, forward: { count: 3 } },
  form: [...contactForm(), campaignIdForm, value('forward.count')],
});

const share = reaction({
  code: 'share',
  label: 'Campaign shared',
  takesList: true,
  schema: z.strictObject({
    contact,
    campaign: knownCampaign,
    share: z.strictObject({
      network: text.describe('Name of the social network.'),
      network_id: id.optional(),
      content: text.optional(),
    }),
  }),
  sample: {
    contact: contactSample,
    campaign: knownCampaignSample,
    share: { network: 'facebook', network_id: '3', content: 'Worth reading: Notes on the engine' },
  },
  form: [
    ...contactForm(),
    campaignIdForm,
    value('share.network'),
    value('share.network_id'),
    value('share.content'),
  ],
});

export const campaignEventTypes: readonly EventType[] = [sent, open, forward, share];
