import { expect, it } from 'vitest';
import { eventTypePlansEnvironment } from './event-type-plans-environment.js';
import { parseEnvironment } from './read-environment.js';

const read = (EVENT_TYPE_PLANS?: string) =>
  parseEnvironment({ plans: eventTypePlansEnvironment }, { EVENT_TYPE_PLANS });

const messagesOf = (text: string): readonly string[] => {
  const reading = read(text);
  return reading.ok ? [] : reading.faults.map(({ message }) => message.slice(message.indexOf(text)));
};

it('changes nothing unless told', () => {
  expect(read()).toEqual({ ok: true, environment: { plans: {} } });
});

it('is a table by code and by object type', () => {
  const plans = { deal: ['marketing'], update: [] };
  expect(read(JSON.stringify(plans))).toEqual({ ok: true, environment: { plans } });
});

it.each(['sales', '[]', '"deal"', '{"deal":', '7', 'null'])('refuses %s', (text) => {
  expect(messagesOf(text)).toEqual([expect.stringContaining('Set it to JSON')]);
});

it('names every fault', () => {
  expect(messagesOf('{"deals":["sales"],"contact":["gold"],"update":"sales"}')).toEqual([
    expect.stringContaining('"deals" is no event type and no object type'),
    expect.stringContaining('Set "contact" to a list of plans: sales'),
    expect.stringContaining('Set "update" to a list of plans: sales'),
  ]);
});
