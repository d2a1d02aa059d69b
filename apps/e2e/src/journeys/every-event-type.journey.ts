// An engineer goes through the catalogue, sends each sample as it stands, and looks at what arrives.
import { expect } from 'vitest';
import { z } from 'zod';
import { missingFrom } from './form-pairs.js';
import { journey } from './journey.js';

const listSchema = z.object({
  event_types: z.array(z.object({ type: z.string(), takes_list: z.boolean() })),
});
const sampleSchema = z.looseObject({
  type: z.string(),
  initiatedfrom: z.string(),
  listid: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
const typeSchema = z.object({ sample: sampleSchema });

journey('the sample of every event type can be sent, and arrives', async ({ system, subscribe }) => {
  const catalogue = `${system.stack.services.ingest.http}/v1/event-types`;
  const ask = async (url: string): Promise<unknown> => (await fetch(url)).json();
  const { event_types: listed } = listSchema.parse(await ask(catalogue));
  expect(listed.length).toBeGreaterThanOrEqual(15);
  const types = listed.map(({ type }) => type);
  const { ingest, receiver } = await subscribe({ event_types: types, sources: ['admin'] });
  const samples = await Promise.all(
    types.map(async (type) => typeSchema.parse(await ask(`${catalogue}/${type}`)).sample),
  );
  for (const sample of samples) await ingest.do('publish', sample);

  const posts = await receiver.received(types.length);
  const forms = posts.map(({ body }) => new URLSearchParams(body.toString()));
  expect(forms.map((form) => form.get('type')).sort()).toEqual([...types].sort());
  const faults = samples.flatMap(({ type, data }) =>
    forms
      .filter((form) => form.get('type') === type)
      .flatMap((form) => missingFrom(form, type, data).map((path) => `${type}: ${path}`)),
  );
  expect(faults).toEqual([]);
  for (const { type, initiatedfrom, listid = '0' } of samples) {
    const form = forms.find((one) => one.get('type') === type);
    expect([form?.get('initiated_from'), form?.get('initiated_by')]).toEqual([initiatedfrom, initiatedfrom]);
    expect(form?.get('list'), type).toBe(listid);
    expect(form?.get('date_time')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[56]:00$/);
  }
});
