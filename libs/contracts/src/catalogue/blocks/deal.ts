// A deal with its stage, pipeline, owner, primary contact and custom fields.
import { z } from 'zod';
import { cents, currency, fieldValue, id, text, time, titled } from '../data-values.js';
import { each, idOrZero, optional, time as timeForm, value } from '../form-builders.js';
import { company, companySample } from './company.js';
import { contact, contactSample } from './contact.js';

/** ActiveCampaign's codes of a deal's status. */
const statusCodes = { open: '0', won: '1', lost: '2' } as const;

const owner = z.strictObject({ id, first_name: text.optional(), last_name: text.optional() });

const dealField = z.strictObject({
  id: id.optional().describe('Id of the stored value; absent while no value is set.'),
  key: text.describe('Label of the field.'),
  value: fieldValue.optional(),
});

export const deal = z.strictObject({
  id,
  title: text,
  create_date: time,
  company: company.optional(),
  stage: titled,
  pipeline: titled,
  value_cents: cents,
  currency,
  owner: owner.optional(),
  contact: contact.optional().describe('The deal’s primary contact.'),
  status: z.enum(['open', 'won', 'lost']),
  fields: z.array(dealField).optional(),
});

export const dealSample = {
  id: '4711',
  title: 'Difference Engine No. 2',
  create_date: '2026-07-17T22:01:25-05:00',
  company: companySample,
  stage: { id: '1', title: 'To Contact' },
  pipeline: { id: '1', title: 'Sales' },
  value_cents: 1250000,
  currency: 'eur',
  owner: { id: '1', first_name: 'Charles', last_name: 'Babbage' },
  contact: contactSample,
  status: 'open' as const,
  fields: [{ key: 'Forecasted Close Date' }, { id: '85376', key: 'utm_campaign', value: '23847' }],
};

export const dealForm = [
  value('deal.id'),
  value('deal.title'),
  ...timeForm('deal.create_date', 'deal.create_date'),
  idOrZero('deal.orgid', 'deal.company.id'),
  value('deal.orgname', 'deal.company.name'),
  value('deal.stageid', 'deal.stage.id'),
  value('deal.stage_title', 'deal.stage.title'),
  value('deal.pipelineid', 'deal.pipeline.id'),
  value('deal.pipeline_title', 'deal.pipeline.title'),
  value('deal.value', 'deal.value_cents', 'decimal'),
  value('deal.value_raw', 'deal.value_cents', 'decimal_raw'),
  value('deal.currency', 'deal.currency', 'lower'),
  value('deal.currency_symbol', 'deal.currency', 'currency_symbol'),
  idOrZero('deal.owner', 'deal.owner.id'),
  value('deal.owner_firstname', 'deal.owner.first_name'),
  value('deal.owner_lastname', 'deal.owner.last_name'),
  idOrZero('deal.contactid', 'deal.contact.id'),
  value('deal.contact_email', 'deal.contact.email'),
  value('deal.contact_firstname', 'deal.contact.first_name'),
  value('deal.contact_lastname', 'deal.contact.last_name'),
  value('deal.status', 'deal.status', { codes: statusCodes }),
  each('deal.fields', 'deal.fields', [optional('id'), value('key'), value('value')]),
];
