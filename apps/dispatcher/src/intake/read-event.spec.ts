import { automationWebhook, writeEvent, type EventAttributes } from '@posthorn/contracts';
import type { ConsumedRecord } from '@posthorn/kafka';
import { eventAttributes } from '@posthorn/testing';
import { expect, it } from 'vitest';
import { readEvent } from './read-event.js';

function record(given: Partial<EventAttributes>, data: unknown, value?: string): ConsumedRecord {
  const written = writeEvent(eventAttributes(given), data);
  return {
    ...{ topic: 'events.any', partition: 0, offset: '0', key: null, appendedAtMs: 0, knownAtMs: 0 },
    headers: written.headers,
    value: Buffer.from(value ?? written.value),
  };
}

const automation = { type: automationWebhook.code };

it('knows an event of the catalogue by its type alone', () => {
  expect(readEvent(record({ type: 'update' }, {}, 'not looked at'))).toMatchObject({
    ...{ kind: 'event', eventType: { code: 'update' } },
  });
});

it('knows an automation’s webhook, and where it goes', () => {
  const { url, series_id: seriesId } = automationWebhook.sample;
  expect(readEvent(record(automation, automationWebhook.sample))).toMatchObject({
    ...{ kind: 'automation', eventType: automationWebhook, target: { url, seriesId } },
  });
});

it.each<[string, ConsumedRecord, object]>([
  ['another type', record({ type: 'sneeze' }, {}), { reason: 'unknown_event_type' }],
  [
    'an automation’s that says no URL',
    record(automation, { series_id: '12' }),
    { reason: 'unreadable_data', detail: 'data.url: expected text' },
  ],
  [
    'an automation’s that is no JSON',
    record(automation, {}, '{"url":"https://a.example/?key=s3cret'),
    { reason: 'unreadable_data', detail: 'data: not JSON in UTF-8' },
  ],
])('does not know %s', (_, unknown, why) => {
  expect(readEvent(unknown)).toMatchObject({ kind: 'poison', ...why });
});
