// An endpoint that answers 410 is sent nothing more; its owner sees why, and brings it back with one call.
import { answer, eventually } from '@posthorn/testing';
import { expect } from 'vitest';
import { emailsIn, subscribed } from './contact-events.js';
import { journey } from './journey.js';

journey('a 410 disables the subscription until its owner resumes it', async ({ subscribe }) => {
  const { admin, ingest, subscription, receiver } = await subscribe({ event_types: ['subscribe'] });
  const { id } = subscription;
  receiver.behave(() => answer(410));
  await ingest.do('publish', subscribed('gone@example.com'));
  const disabled = await eventually(async () => {
    const seen = await admin.do('getSubscription', { id });
    return seen.state === 'disabled' && seen;
  });
  expect(disabled).toMatchObject({ state_reason: 'endpoint_gone' });

  receiver.behave(() => answer(200));
  expect(await admin.do('resumeSubscription', { id })).toMatchObject({ state: 'active' });
  await ingest.do('publish', subscribed('back@example.com'));
  expect(emailsIn(await receiver.received(2))).toEqual(['gone@example.com', 'back@example.com']);
});
