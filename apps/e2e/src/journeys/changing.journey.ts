// A customer pauses, resumes, moves and deletes a subscription; through each door. What was sent meanwhile is not
// kept for it.
import { describe, expect } from 'vitest';
import { emailsIn, everySource, subscribed } from './contact-events.js';
import { journey } from './journey.js';

describe.each(['REST', 'gRPC'] as const)('over %s', (door) => {
  journey(
    'a receiver gets what came while its subscription wanted it',
    async ({ receiver, signUp, untilInEffect }) => {
      const { admin } = await signUp(door);
      const at = (path: string) => emailsIn(receiver.at(path));
      const { secret: _, ...made } = await admin.do('createSubscription', {
        name: 'Mine',
        url: `${receiver.url}/old`,
        event_types: ['subscribe'],
        sources: everySource,
      });
      const { id } = made;
      const send = async (email: string): Promise<void> => {
        const witness = await untilInEffect(admin);
        await admin.do('publish', subscribed(email));
        await witness.sees();
      };

      await send('first@example.com');
      expect(await admin.do('pauseSubscription', { id })).toMatchObject({ state: 'paused' });
      await send('while-paused@example.com');
      expect(await admin.do('resumeSubscription', { id })).toMatchObject({ state: 'active' });
      await send('resumed@example.com');
      const moved = await admin.do('updateSubscription', { id, url: `${receiver.url}/new` });
      const { updated_at, state_changed_at } = moved;
      expect(moved).toEqual({ ...made, url: `${receiver.url}/new`, updated_at, state_changed_at });
      await send('moved@example.com');
      await admin.do('deleteSubscription', { id });
      expect(await admin.refusalOf('getSubscription', { id })).toBe('404 not_found');
      await send('deleted@example.com');

      expect(at('/old')).toEqual(['first@example.com', 'resumed@example.com']);
      expect(at('/new')).toEqual(['moved@example.com']);
    },
  );
});
