// A contact, with its tags, custom fields and company.
import { z } from 'zod';
import { fieldValue, id, text } from '../data-values.js';
import type { FormBlock } from '../form-block.js';
import { each, value } from '../form-builders.js';
import { company, companySample } from './company.js';

export const contact = z.strictObject({
  id,
  email: text.describe('E-mail address; empty for a contact that has none.'),
  first_name: text.optional(),
  last_name: text.optional(),
  phone: text.optional(),
  ip: z.union([z.ipv4(), z.ipv6()]).optional(),
  tags: z.array(text).optional(),
  fields: z.record(id, fieldValue).optional().describe('Custom fields by their numeric id.'),
  company: company.optional(),
});

export const contactWithoutCompanySample = {
  id: '123456',
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Lovelace',
  phone: '+1 555-010-1234',
  ip: '203.0.113.7',
  tags: ['Customer', 'Newsletter, monthly'],
  fields: { '12': 'Mathematics', '39': ['Blue', 'Green'], '40': 36 },
};

export const contactSample = { ...contactWithoutCompanySample, company: companySample };

/** The contact as tag events write it: without its company. `from` is where the contact stands in `data`. */
export const contactWithoutCompanyForm = (from = 'contact'): readonly FormBlock[] => [
  value('contact.id', `${from}.id`),
  value('contact.email', `${from}.email`),
  value('contact.first_name', `${from}.first_name`),
  value('contact.last_name', `${from}.last_name`),
  value('contact.phone', `${from}.phone`),
  { ...value('contact.ip', `${from}.ip`), missing: '0.0.0.0' },
  value('contact.tags', `${from}.tags`, 'joined'),
  each('contact.fields', `${from}.fields`, 'text'),
];

export const contactForm = (from = 'contact'): readonly FormBlock[] => [
  ...contactWithoutCompanyForm(from),
  value('contact.customer_acct_name', `${from}.company.name`),
  value('contact.orgname', `${from}.company.name`),
];
