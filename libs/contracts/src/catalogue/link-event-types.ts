// The event type about links in campaigns. Keys and their order: ActiveCampaign's documentation.
import { z } from 'zod';
import { campaign, campaignForm, campaignSample } from './blocks/campaign.js';
import { accountIdForm, companyForm } from './blocks/company.js';
import { contact, contactForm, contactSample } from './blocks/contact.js';
import { id, text } from './data-values.js';
import { everyPlan } from './default-plans.js';
import { eventTypesOf, type EventType } from './event-type.js';
import { value } from './form-builders.js';

const linkEvent = eventTypesOf({
  objectType: 'link',
  kind: 'standard',
  plans: everyPlan,
  subjectFrom: ['contact', 'id'],
  envelope: 'with_list',
});

const click = linkEvent({
  code: 'click',
  label: 'Link clicked',
  takesList: true,
  schema: z.strictObject({ contact, campaign, link: z.strictObject({ id, url: text }) }),
  sample: {
    contact: contactSample,
    campaign: campaignSample,
    link: { id: '77', url: 'https://example.com/engine?edition=2' },
  },
  form: [
    ...contactForm(),
    ...campaignForm,
    value('link.id'),
    value('link.url'),
    ...companyForm,
    accountIdForm,
  ],
});

export const linkEventTypes: readonly EventType[] = [click];
