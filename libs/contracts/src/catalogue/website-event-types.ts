// Event types about what a contact does on a website. ActiveCampaign has the category; codes and keys are Posthorn's.
import { z } from 'zod';
import { contact, contactForm, contactSample } from './blocks/contact.js';
import { text } from './data-values.js';
import { everyPlan } from './default-plans.js';
import { eventTypesOf, type EventType } from './event-type.js';
import { value } from './form-builders.js';

const websiteEvent = eventTypesOf({
  objectType: 'website',
  kind: 'standard',
  plans: everyPlan,
  subjectFrom: ['contact', 'id'],
  envelope: 'with_list',
});

const pageVisit = websiteEvent({
  code: 'page_visit',
  label: 'Page visited',
  schema: z.strictObject({
    contact,
    visit: z.strictObject({ url: text, referrer: text.optional(), title: text.optional() }),
  }),
  sample: {
    contact: contactSample,
    visit: {
      url: 'https://example.com/engines/2?from=newsletter',
      referrer: 'https://example.com/',
      title: 'The second engine',
    },
  },
  form: [...contactForm(), value('visit.url'), value('visit.referrer'), value('visit.title')],
});

const eventTrack = websiteEvent({
  code: 'event_track',
  label: 'Event tracked',
  schema: z.strictObject({
    contact,
    event: z.strictObject({ name: text.min(1), value: text.optional() }),
  }),
  sample: { contact: contactSample, event: { name: 'Brochure downloaded', value: 'engine-2.pdf' } },
  form: [...contactForm(), value('event.name'), value('event.value')],
});

export const websiteEventTypes: readonly EventType[] = [pageVisit, eventTrack];
