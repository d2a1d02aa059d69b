// Event types about contacts. Keys and their order: ActiveCampaign's captured bodies, then its documentation.
import { z } from 'zod';
import { campaign, campaignForm, campaignSample } from './blocks/campaign.js';
import { changes, changesSample } from './blocks/changes.js';
import { accountIdForm, companyForm, customerAccountForm } from './blocks/company.js';
import { contact, contactForm, contactSample, contactWithoutCompanyForm } from './blocks/contact.js';
import { signUpForm, signUpFormForm, signUpFormSample } from './blocks/sign-up-form.js';
import { task, taskForm, taskSample } from './blocks/task.js';
import { id, text } from './data-values.js';
import { everyPlan } from './default-plans.js';
import { eventTypesOf, type EventType } from './event-type.js';
import { each, optional, value, when } from './form-builders.js';

const contactEvent = eventTypesOf({
  objectType: 'contact',
  kind: 'standard',
  plans: everyPlan,
  subjectFrom: ['contact', 'id'],
  envelope: 'with_list',
});

const subscribe = contactEvent({
  code: 'subscribe',
  label: 'Contact added',
  takesList: true,
  schema: z.strictObject({ contact, form: signUpForm.optional() }),
  sample: { contact: contactSample, form: signUpFormSample },
  form: [...contactForm(), signUpFormForm, ...companyForm],
});

const unsubscribe = contactEvent({
  code: 'unsubscribe',
  label: 'Contact unsubscribed',
  takesList: true,
  schema: z.strictObject({
    contact,
    form: signUpForm.optional(),
    campaign: campaign.optional(),
    reason: text.optional(),
    active_subscriptions: z.array(id).optional().describe('Ids of the lists that the contact is still on.'),
  }),
  sample: {
    contact: contactSample,
    campaign: campaignSample,
    reason: 'I get too many e-mails',
    active_subscriptions: ['2', '5'],
  },
  form: [
    ...contactForm(),
    { kind: 'event_lists' },
    signUpFormForm,
    when('campaign', campaignForm),
    optional('unsubscribe.reason', 'reason'),
    each('active_subscriptions', 'active_subscriptions', 'text'),
    ...companyForm,
    accountIdForm,
  ],
});

const update = contactEvent({
  code: 'update',
  label: 'Contact updated',
  takesList: true,
  schema: z.strictObject({ contact, changes }),
  sample: { contact: contactSample, changes: changesSample },
  form: [...contactForm(), ...companyForm],
});

const subscriberNote = contactEvent({
  code: 'subscriber_note',
  label: 'Contact note added',
  schema: z.strictObject({ contact, note: z.strictObject({ id: id.optional(), text }) }),
  sample: { contact: contactSample, note: { id: '8', text: 'Prefers letters.\nAnswers within a day.' } },
  form: [...contactForm(), value('note', 'note.text')],
});

const tagSchema = z.strictObject({ contact, tag: text.min(1) });
const tagForm = [...contactWithoutCompanyForm(), value('tag')];

const contactTagAdded = contactEvent({
  code: 'contact_tag_added',
  label: 'Contact tag added',
  schema: tagSchema,
  sample: { contact: contactSample, tag: 'Customer' },
  form: tagForm,
});

const contactTagRemoved = contactEvent({
  code: 'contact_tag_removed',
  label: 'Contact tag removed',
  schema: tagSchema,
  sample: { contact: contactSample, tag: 'Prospect' },
  form: tagForm,
});

const contactTaskAdd = contactEvent({
  code: 'contact_task_add',
  label: 'Contact task added',
  schema: z.strictObject({ contact, task }),
  sample: { contact: contactSample, task: taskSample },
  form: [...contactForm(), ...taskForm, ...customerAccountForm],
});

export const contactEventTypes: readonly EventType[] = [
  subscribe,
  unsubscribe,
  update,
  subscriberNote,
  contactTagAdded,
  contactTagRemoved,
  contactTaskAdd,
];
