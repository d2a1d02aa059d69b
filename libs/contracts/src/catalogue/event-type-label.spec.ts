import { expect, it } from 'vitest';
import { labelOf } from './event-type-label.js';
import { eventTypes } from './event-types.js';
import { objectTypeLabels } from './object-type-labels.js';

const customObjects = eventTypes.filter(({ kind }) => kind === 'custom_object');

it('names custom objects by their schema', () => {
  expect(customObjects.map((eventType) => labelOf(eventType, '$1 Car'))).toEqual([
    '$1 Car created',
    '$1 Car updated',
    '$1 Car deleted',
  ]);
});

it('is the label of the catalogue otherwise, which begins with the group for custom objects', () => {
  for (const eventType of eventTypes) expect(labelOf(eventType)).toBe(eventType.label);
  for (const eventType of customObjects) expect(eventType.label).toMatch(objectTypeLabels['custom-object']);
  const update = eventTypes.find(({ code }) => code === 'update');
  expect(update && labelOf(update, 'Car')).toBe('Contact updated');
});
