// Ids of what this service makes: a prefix that says what it is, and a UUIDv7 as hex, so that ids ascend with time.
import { uuidv7 } from 'uuidv7';

export type IdPrefix = 'acc' | 'tok' | 'sub' | 'con' | 'sch';

export const newId = (prefix: IdPrefix): string => `${prefix}_${uuidv7().replaceAll('-', '')}`;

/** Whether the text can be an id of that kind at all; what cannot is not looked for. */
export const isId = (prefix: IdPrefix, text: string): boolean =>
  new RegExp(`^${prefix}_[0-9a-f]{32}$`).test(text);
