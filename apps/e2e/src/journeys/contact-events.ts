// Small events that a journey tells apart by the contact's e-mail address, all about one contact: they stand in one
// partition, in the order in which they were sent.
import type { ReceivedRequest } from '@posthorn/testing';

export const everySource = ['public', 'admin', 'api', 'system'] as const;

export const contactData = (email: string) => ({ contact: { id: '42', email } });

export const subscribed = (email: string) => ({ type: 'subscribe', data: contactData(email) });

/** Of the contacts whose events came, in the order of arrival. */
export const emailsIn = (requests: readonly Pick<ReceivedRequest, 'body'>[]): (string | null)[] =>
  requests.map(({ body }) => new URLSearchParams(body.toString()).get('contact[email]'));
