// The company that a contact or a deal belongs to; ActiveCampaign calls it account, customer account or
// organisation, and writes it under all three names.
import { z } from 'zod';
import { id, text } from '../data-values.js';
import { idOrZero, value } from '../form-builders.js';

export const company = z.strictObject({ id, name: text });

export const companySample = { id: '17', name: 'Analytical Engines Ltd' };

/** `customer_acct_name customer_acct_id orgname` at the top level: the contact's company. */
export const companyForm = [
  value('customer_acct_name', 'contact.company.name'),
  idOrZero('customer_acct_id', 'contact.company.id'),
  value('orgname', 'contact.company.name'),
];

/** The same as events about tasks and accounts write it: `customer_acct_name customer_account_id orgname`. */
export const customerAccountForm = [
  value('customer_acct_name', 'contact.company.name'),
  idOrZero('customer_account_id', 'contact.company.id'),
  value('orgname', 'contact.company.name'),
];

/** `account_id`, which some events write beside the others. */
export const accountIdForm = idOrZero('account_id', 'contact.company.id');
