import { describe, expect, it } from 'vitest';
import { eventTypes, findEventType } from '../catalogue/event-types.js';
import { automationId, automationWebhook, readAutomationTarget } from './automation-webhook.js';

const { code, sample, schema } = automationWebhook;

describe('an automation’s webhook', () => {
  it('is no event type that could be subscribed to', () => {
    expect(findEventType(code)).toBeUndefined();
    expect(eventTypes.filter(({ objectType }) => objectType === 'automation')).toEqual([]);
  });

  it('refuses personalisation tags that would be one field', () => {
    const contact = { ...(sample.contact as object), fields: { Age: 36, AGE: '' } };
    expect(schema.safeParse({ ...sample, contact }).error?.issues[0]).toMatchObject({
      ...{ path: ['contact', 'fields'], message: expect.stringContaining('one field') as string },
    });
  });

  it('has a sample that its schema takes, and refuses unknown keys by their names', () => {
    expect(schema.parse(sample)).toEqual(sample);
    const contact = { ...(sample.contact as object), colour: 'blue' };
    const keys = schema.safeParse({ ...sample, contact, list: '1' }).error?.issues.map((issue) => ({
      path: issue.path,
      keys: issue.code === 'unrecognized_keys' ? issue.keys : [],
    }));
    expect(keys).toEqual([
      { path: ['contact'], keys: ['colour'] },
      { path: [], keys: ['list'] },
    ]);
  });

  it.each(['%COLOUR%', 'a[b]', '', 'x'.repeat(101)])('takes no field under %j', (tag) => {
    const contact = { id: '1', email: '', fields: { [tag]: 'blue' } };
    expect(schema.safeParse({ ...sample, contact }).success).toBe(false);
  });
});

describe('its target', () => {
  it('is read whatever else there is', () => {
    const target = { url: 'https://a.example/', seriesId: '12' };
    expect(readAutomationTarget({ url: target.url, series_id: '12', more: 1 })).toEqual({ ok: true, target });
    expect(readAutomationTarget({ url: target.url, series_id: 12 })).toEqual({ ok: true, target });
  });

  const seriesRule = 'data.series_id: expected text of 1 to 256 characters, or a whole number';

  it.each<[unknown, string]>([
    [{ url: 7, series_id: '12' }, 'data.url: expected text'],
    [{}, `data.url: expected text; ${seriesRule}`],
    [{ url: 'https://a.example/?key=s3cret', series_id: '' }, seriesRule],
    [null, 'data: expected a JSON object'],
  ])('is none in %j', (data, detail) => {
    expect(readAutomationTarget(data)).toEqual({ ok: false, detail });
  });

  it('has an id of its account and its series', () => {
    expect(automationId('acme', '12')).toBe('automation:acme:12');
  });
});
