// A form body as data: which keys an event type writes, in which order, and from where in `data`. Data and not
// code, so that the encoder (libs/delivery) can prepare the encoded keys and the documentation can list them.

/** Names of keys or properties from the outside in: `['contact', 'id']` is the key `contact[id]`. */
export type FormPath = readonly string[];

/**
 * How a value of `data` is written. What does not have the expected type is written as plain text, never refused.
 *
 * - `text`: text and numbers as they are, booleans `1` and `0`, lists as `||a||b||`
 * - `joined`: a list of texts joined by `, `
 * - `decimal`: hundredths as a decimal with two places, `10000` → `100.00`
 * - `decimal_raw`: hundredths as the shortest decimal, `10000` → `100`
 * - `lower`: text in lower case
 * - `currency_symbol`: the symbol of a currency code as HTML, `eur` → `&euro;`
 * - `local_time`: an ISO time in the account's time zone, `2017-11-24 10:06:22`
 * - `local_time_iso`: the same with its offset, `2017-11-24T10:06:22-06:00`
 * - `codes`: a name replaced by ActiveCampaign's code for it
 */
export type FormText =
  | 'text'
  | 'joined'
  | 'decimal'
  | 'decimal_raw'
  | 'lower'
  | 'currency_symbol'
  | 'local_time'
  | 'local_time_iso'
  | { readonly codes: Readonly<Record<string, string>> };

/** One pair. `missing` is written when `data` has no value there; without it the pair is left out. */
export interface FormValue {
  readonly kind: 'value';
  readonly key: FormPath;
  readonly from: FormPath;
  readonly as: FormText;
  readonly missing?: string;
}

/**
 * One pair for each item of a list (`key[0]`, `key[1]`, …) or entry of a map (`key[<name>]`); or, with blocks, the
 * pairs of each item (`key[0][id]`, …), where keys and `from` count from the item.
 */
export interface FormEach {
  readonly kind: 'each';
  readonly key: FormPath;
  readonly from: FormPath;
  readonly item: FormText | readonly FormBlock[];
  /** How an entry's name is written; as it is when absent. */
  readonly names?: 'lower';
}

/** Blocks that are written only when `data` has a value there. */
export interface FormWhen {
  readonly kind: 'when';
  readonly from: FormPath;
  readonly blocks: readonly FormBlock[];
}

/**
 * `list[n][id]` for each list of the event, when a contact caused it (`public`) on several lists at once; the
 * envelope's `list` is then left out. Otherwise nothing.
 */
export interface FormEventLists {
  readonly kind: 'event_lists';
}

export type FormBlock = FormValue | FormEach | FormWhen | FormEventLists;
