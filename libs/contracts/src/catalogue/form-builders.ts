// Short ways to write form blocks, so that an event type's form reads like the list of its keys.
import type { FormBlock, FormEach, FormPath, FormText, FormValue, FormWhen } from './form-block.js';

/** `a.b.c` → `['a', 'b', 'c']`. */
const path = (dotted: string): FormPath => dotted.split('.');

/** A pair that is always there, empty when `data` has no value; `key` and `from` with dots. */
export const value = (key: string, from = key, as: FormText = 'text'): FormValue => ({
  ...{ kind: 'value', key: path(key), from: path(from), as },
  missing: '',
});

/** A pair that says `0` when `data` has no value: the id of something that need not exist. */
export const idOrZero = (key: string, from = key): FormValue => ({ ...value(key, from), missing: '0' });

/** A pair that is left out when `data` has no value. */
export const optional = (key: string, from = key): FormValue => ({
  ...{ kind: 'value', key: path(key), from: path(from), as: 'text' },
});

/** A time in both of ActiveCampaign's forms: `key` and `key_iso`. */
export const time = (key: string, from: string): readonly FormValue[] => [
  value(key, from, 'local_time'),
  value(`${key}_iso`, from, 'local_time_iso'),
];

export const each = (key: string, from: string, item: FormEach['item']): FormEach => ({
  ...{ kind: 'each', key: path(key), from: path(from), item },
});

export const when = (from: string, blocks: readonly FormBlock[]): FormWhen => ({
  ...{ kind: 'when', from: path(from), blocks },
});
