import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EventType } from './event-type.js';
import { eventTypes, findEventType } from './event-types.js';
import type { FormBlock, FormPath } from './form-block.js';

const codes = (objectType: string): string[] =>
  eventTypes.filter((eventType) => eventType.objectType === objectType).map(({ code }) => code);

describe('the catalogue', () => {
  it('has every event type about contacts and deals', () => {
    expect(codes('contact')).toEqual([
      'subscribe',
      'unsubscribe',
      'update',
      'subscriber_note',
      'contact_tag_added',
      'contact_tag_removed',
      'contact_task_add',
    ]);
    expect(codes('deal')).toEqual([
      'deal_add',
      'deal_update',
      'deal_note_add',
      'deal_pipeline_add',
      'deal_stage_add',
      'deal_task_add',
      'deal_task_complete',
      'deal_tasktype_add',
    ]);
  });

  it('finds an event type by its code, and nothing by another word', () => {
    for (const eventType of eventTypes) expect(findEventType(eventType.code)).toBe(eventType);
    expect(findEventType('constructor')).toBeUndefined();
  });

  it('applies the list filter to exactly three of them', () => {
    const takingList = eventTypes.filter(({ takesList }) => takesList).map(({ code }) => code);
    expect(takingList).toEqual(['subscribe', 'unsubscribe', 'update']);
  });

  it('gives deals to the sales plans only', () => {
    const plansOf = (objectType: string) =>
      new Set(eventTypes.filter((type) => type.objectType === objectType).flatMap(({ plans }) => plans));
    expect([...plansOf('deal')].sort()).toEqual(['sales', 'sales_enterprise']);
    expect(plansOf('contact').size).toBe(4);
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

  it('knows where the id of its object stands', () => {
    expect(readPath(eventType.sample, eventType.subjectFrom)).toMatch(/^\d+$/);
  });

  it('writes only what its schema has', () => {
    const unknown = eventType.form.flatMap(pathsOf).filter((path) => !schemaHas(eventType.schema, path));
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

function schemaHas(schema: z.core.$ZodType, [name, ...rest]: FormPath): boolean {
  if (schema instanceof z.ZodOptional)
    return schemaHas(schema.unwrap(), name === undefined ? [] : [name, ...rest]);
  if (name === undefined) return true;
  if (schema instanceof z.ZodArray) return name === '*' && schemaHas(schema.element, rest);
  if (schema instanceof z.ZodRecord) return name === '*' && schemaHas(schema.valueType, rest);
  if (!isObjectSchema(schema)) return false;
  const inner = new Map<string, z.core.$ZodType>(Object.entries(schema.shape)).get(name);
  return inner !== undefined && schemaHas(inner, rest);
}

const isObjectSchema = (schema: z.core.$ZodType): schema is z.ZodObject => schema instanceof z.ZodObject;
