import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dataShapeOf, type DataShape } from './data-shape.js';
import type { EventType } from './event-type.js';
import { eventTypes, findEventType } from './event-types.js';
import type { FormBlock, FormPath } from './form-block.js';

/** As ActiveCampaign lists them; `+`: the list filter applies, `*`: Posthorn's own code for ActiveCampaign's action. */
const listed = `
  contact        subscribe+ unsubscribe+ update+ subscriber_note contact_tag_added contact_tag_removed contact_task_add
  deal           deal_add deal_update deal_note_add deal_pipeline_add deal_stage_add deal_task_add deal_task_complete
                 deal_tasktype_add
  account        account_add account_update account_contact_add account_contact_update account_contact_remove*
  campaign       sent+ open+ forward+ share+
  email          bounce+ reply+
  link           click+
  list           list_add
  sms            sms_sent sms_reply sms_unsub
  website        page_visit* event_track*
  custom-object  custom_object_created* custom_object_updated* custom_object_deleted*
  order          order_created* order_updated* order_deleted*
  product        product_created* product_updated* product_deleted*`;
const listedTypes = listed
  .trim()
  .split(/\s+(?=[a-z-]+ {2,})/)
  .flatMap((row) => {
    const [objectType, ...codes] = row.split(/\s+/);
    return codes.map((code) => ({
      objectType,
      code: code.replace(/[+*]$/, ''),
      takesList: code.endsWith('+'),
    }));
  });

/** `GET /api/3/webhook/events` of ActiveCampaign. */
const documented =
  `bounce click contact_tag_added contact_tag_removed deal_add deal_note_add deal_pipeline_add
  deal_stage_add deal_task_add deal_task_complete deal_tasktype_add deal_update forward list_add open reply sent share
  sms_reply sms_sent sms_unsub subscribe subscriber_note unsubscribe update`.split(/\s+/);

const objectTypesWhere = (holds: (eventType: EventType) => boolean): readonly string[] => [
  ...new Set(eventTypes.filter(holds).map(({ objectType }) => objectType)),
];

describe('the catalogue', () => {
  it('has every event type of ActiveCampaign, under its object type, with a list where one applies', () => {
    expect(eventTypes.map(({ objectType, code, takesList }) => ({ objectType, code, takesList }))).toEqual(
      listedTypes,
    );
    expect(documented).toHaveLength(25);
    expect(documented.filter((code) => findEventType(code) === undefined)).toEqual([]);
  });

  it('finds an event type by its code, and nothing by another word', () => {
    for (const eventType of eventTypes) expect(findEventType(eventType.code)).toBe(eventType);
    expect(findEventType('constructor')).toBeUndefined();
  });

  it('has no label twice', () => {
    expect(new Set(eventTypes.map(({ label }) => label)).size).toBe(eventTypes.length);
  });

  it('gives deals to the sales plans only, custom objects and e-commerce to the enterprise plans', () => {
    const onPlans = (...plans: readonly string[]) =>
      objectTypesWhere((eventType) => [...eventType.plans].sort().join() === plans.join());
    expect(onPlans('sales', 'sales_enterprise')).toEqual(['deal']);
    expect(onPlans('marketing_enterprise', 'sales_enterprise')).toEqual([
      'custom-object',
      'order',
      'product',
    ]);
    expect(onPlans('marketing', 'marketing_enterprise', 'sales', 'sales_enterprise')).toHaveLength(8);
  });

  it('has a kind of subscription for custom objects and one for e-commerce, both without a list', () => {
    expect(objectTypesWhere(({ kind }) => kind === 'custom_object')).toEqual(['custom-object']);
    expect(objectTypesWhere(({ kind }) => kind === 'ecommerce')).toEqual(['order', 'product']);
    expect(objectTypesWhere(({ envelope }) => envelope === 'without_list')).toEqual([
      ...['list', 'custom-object', 'order', 'product'],
    ]);
    expect(objectTypesWhere(({ schemaFrom }) => schemaFrom !== undefined)).toEqual(['custom-object']);
  });
});

describe.each(eventTypes)('$code', (eventType: EventType) => {
  it('accepts its own sample, and so does its JSON Schema', () => {
    expect(eventType.schema.parse(eventType.sample)).toEqual(eventType.sample);
    const validate = new Ajv2020({ validateFormats: false }).compile(z.toJSONSchema(eventType.schema));
    expect(validate(eventType.sample), JSON.stringify(validate.errors)).toBe(true);
  });

  it('refuses an unknown key by its name', () => {
    const parsed = eventType.schema.safeParse({ ...eventType.sample, surprise: 1 });
    expect(parsed.error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['surprise'] }]);
  });

  it('refuses data without the object that it is about', () => {
    const [object = ''] = eventType.subjectFrom;
    const parsed = eventType.schema.safeParse({ ...eventType.sample, [object]: undefined });
    expect(parsed.error?.issues).toMatchObject([{ path: [object] }]);
  });

  it('knows where the ids of its object and of its schema stand', () => {
    const ids = [eventType.subjectFrom, eventType.schemaFrom ?? []].filter((path) => path.length > 0);
    for (const path of ids) expect(readPath(eventType.sample, path)).toMatch(/^[\w-]+$/);
  });

  it('writes only what its schema has', () => {
    const shape = dataShapeOf(eventType);
    const unknown = eventType.form.flatMap(pathsOf).filter((path) => !shapeHas(shape, path));
    expect(unknown).toEqual([]);
  });

  it('writes each key once', () => {
    const keys = eventType.form.flatMap(keysOf);
    expect(keys).toEqual([...new Set(keys)]);
  });
});

function readPath(value: unknown, [name, ...rest]: FormPath): unknown {
  if (name === undefined) return value;
  return readPath((value as Record<string, unknown>)[name], rest);
}

/** Every path that a block reads; `*` stands for the items of a list or map. */
function pathsOf(block: FormBlock): FormPath[] {
  switch (block.kind) {
    case 'value':
      return [block.from];
    case 'when':
      return [block.from, ...block.blocks.flatMap(pathsOf)];
    case 'each': {
      const inner =
        typeof block.item === 'object' && 'map' in block.item ? block.item.flatMap(pathsOf) : [[]];
      return inner.map((path) => [...block.from, '*', ...path]);
    }
    case 'event_lists':
      return [];
  }
}

function keysOf(block: FormBlock): string[] {
  switch (block.kind) {
    case 'value':
    case 'each':
      return [block.key.join('.')];
    case 'when':
      return block.blocks.flatMap(keysOf);
    case 'event_lists':
      return ['list'];
  }
}

function shapeHas(shape: DataShape, [name, ...rest]: FormPath): boolean {
  if (name === undefined) return true;
  switch (shape.kind) {
    case 'object': {
      const inner = shape.keys.get(name);
      return inner !== undefined && shapeHas(inner, rest);
    }
    case 'list':
      return name === '*' && shapeHas(shape.item, rest);
    case 'map':
      return name === '*' && shapeHas(shape.value, rest);
    case 'value':
      return false;
  }
}
