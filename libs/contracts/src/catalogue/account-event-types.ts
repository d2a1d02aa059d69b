// Event types about accounts, which are companies here, and their contacts. Keys and their order: ActiveCampaign's
// documentation.
import { z } from 'zod';
import {
  account,
  accountContact,
  accountContactForm,
  accountContactSample,
  accountForm,
  accountSample,
} from './blocks/account.js';
import { customerAccountForm } from './blocks/company.js';
import { contact, contactForm, contactSample, contactWithoutCompanySample } from './blocks/contact.js';
import { everyPlan } from './default-plans.js';
import { eventTypesOf, type EventType } from './event-type.js';

const accountEvent = eventTypesOf({
  objectType: 'account',
  kind: 'standard',
  plans: everyPlan,
  subjectFrom: ['account', 'id'],
  envelope: 'with_list',
});

const told = { schema: z.strictObject({ account }), sample: { account: accountSample }, form: accountForm };

/** `customer_acct_name` and its like tell the contact's company as it is after the event. */
const contactTold = {
  schema: z.strictObject({ contact, account, account_contact: accountContact }),
  sample: { contact: contactSample, account: accountSample, account_contact: accountContactSample },
  form: [...contactForm(), ...accountForm, ...accountContactForm, ...customerAccountForm],
};

export const accountEventTypes: readonly EventType[] = [
  accountEvent({ code: 'account_add', label: 'Account added', ...told }),
  accountEvent({ code: 'account_update', label: 'Account updated', ...told }),
  accountEvent({ code: 'account_contact_add', label: 'Contact added to an account', ...contactTold }),
  accountEvent({ code: 'account_contact_update', label: 'Contact updated in an account', ...contactTold }),
  accountEvent({
    code: 'account_contact_remove',
    label: 'Contact removed from an account',
    ...contactTold,
    sample: { ...contactTold.sample, contact: contactWithoutCompanySample },
  }),
];
