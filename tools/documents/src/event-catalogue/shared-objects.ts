// Objects that several event types have, such as the contact: they are told once.
import { eventTypes, type EventType } from '@posthorn/contracts';
import { z } from 'zod';

export interface SharedObject {
  readonly title: string;
  readonly schema: z.ZodObject;
}

/** What `data` has under a name, without saying whether it must be there. */
export const bare = (schema: unknown): unknown =>
  schema instanceof z.ZodOptional ? schema.unwrap() : schema;

const objectsOf = ({ schema }: EventType): readonly (readonly [string, z.ZodObject])[] =>
  Object.entries(schema.shape).flatMap(([name, inner]) => {
    const object = bare(inner);
    return object instanceof z.ZodObject ? [[name, object] as const] : [];
  });

const uses = eventTypes.flatMap(objectsOf);

export const sharedObjects: readonly SharedObject[] = [
  ...new Map(uses.map(([name, schema]) => [schema, name])),
]
  .filter(([schema]) => uses.filter(([, used]) => used === schema).length > 1)
  .map(([schema, name]) => ({ schema, title: isInShort(schema) ? `${name}, in short` : name }));

export const sharedObject = (schema: unknown): SharedObject | undefined =>
  sharedObjects.find((one) => one.schema === bare(schema));

/** Only one key is needed of an object that has more. */
function isInShort({ shape }: z.ZodObject): boolean {
  const needed = Object.values(shape).filter((inner) => !(inner instanceof z.ZodOptional));
  return needed.length === 1 && Object.keys(shape).length > needed.length + 2;
}
