// What a form body must say of an event's data, as ActiveCampaign's documentation and captured bodies have it: for
// each value of the data, the keys that carry it. Written by hand, so that it does not err with the encoder.

/** Names from the outside in, with dots. */
type Path = string;

/** Where the key is not `a[b][c]` for the path `a.b.c`. Of several, an event type has one or more. */
const keys: Readonly<Record<Path, readonly string[]>> = {
  'contact.company.id': ['customer_acct_id', 'customer_account_id', 'account_id'],
  'contact.company.name': [
    'contact[customer_acct_name]',
    'contact[orgname]',
    'customer_acct_name',
    'orgname',
  ],
  'deal.company.id': ['deal[orgid]'],
  'deal.company.name': ['deal[orgname]'],
  'deal.contact.id': ['deal[contactid]', 'contact[id]'],
  'deal.contact.email': ['deal[contact_email]', 'contact[email]'],
  'deal.contact.first_name': ['deal[contact_firstname]', 'contact[first_name]'],
  'deal.contact.last_name': ['deal[contact_lastname]', 'contact[last_name]'],
  'deal.create_date': ['deal[create_date_iso]'],
  'deal.owner.id': ['deal[owner]'],
  'deal.owner.first_name': ['deal[owner_firstname]'],
  'deal.owner.last_name': ['deal[owner_lastname]'],
  'deal.pipeline.id': ['deal[pipelineid]'],
  'deal.pipeline.title': ['deal[pipeline_title]'],
  'deal.stage.id': ['deal[stageid]'],
  'deal.stage.title': ['deal[stage_title]'],
  'deal.value_cents': ['deal[value]'],
  'note.text': ['note', 'note[text]'],
  reason: ['unsubscribe[reason]'],
  'task.type.id': ['task[type_id]'],
  'task.type.title': ['task[type_title]'],
  'task.due_date': ['task[duedate_iso]'],
  'task.end_date': ['task[edate_iso]'],
  'task.done_date': ['task[donedate_iso]'],
  'task_type.id': ['tasktype[id]'],
  'task_type.title': ['tasktype[title]'],
};

const restOfDealContact = ['phone', 'ip', 'tags', 'fields', 'company'].map((name) => `deal.contact.${name}`);

/** What the body of an event type has no key for; with all that is below it. */
const unsaid: Readonly<Record<string, readonly Path[]>> = {
  subscriber_note: ['note.id', 'contact.company.id'],
  contact_tag_added: ['contact.company'],
  contact_tag_removed: ['contact.company'],
  deal_add: ['deal.contact.company.id'],
  deal_update: restOfDealContact,
  deal_note_add: restOfDealContact,
  deal_task_add: ['deal.contact.company.id'],
  deal_task_complete: ['deal.contact.company.id'],
};

/** ActiveCampaign's codes. */
const codes: Readonly<Record<Path, Readonly<Record<string, string>>>> = {
  'deal.status': { open: '0', won: '1', lost: '2' },
  'campaign.status': { completed: '5' },
};

/** Paths of the data whose value no key of the form carries, or not every one; empty when the form says it all. */
export function missingFrom(form: URLSearchParams, type: string, data: object): readonly Path[] {
  const skipped = unsaid[type] ?? [];
  return valuesOf(data)
    .filter(([path]) => !skipped.some((one) => path === one || path.startsWith(`${one}.`)))
    .filter(([path, value]) => {
      const present = keysOf(path).filter((key) => form.has(key));
      return present.length === 0 || present.some((key) => form.get(key) !== value);
    })
    .map(([path]) => path);
}

/** A deal's contact stands beside it, as any contact does, in the bodies that have all of it. */
const keysOf = (path: Path): readonly string[] =>
  keys[path] ?? (path.startsWith('deal.contact.') ? keysOf(path.slice('deal.'.length)) : [bracketed(path)]);

const bracketed = (path: Path): string => {
  const [first = '', ...others] = path.split('.');
  return first + others.map((name) => `[${name}]`).join('');
};

/** Every single value, as the form writes it. */
const valuesOf = (data: unknown, path: Path = ''): readonly (readonly [Path, string])[] => {
  const text = textOf(path, data);
  if (text !== undefined) return [[path, text]];
  return Object.entries(data as object).flatMap(([name, value]) =>
    valuesOf(value, path === '' ? name : `${path}.${name}`),
  );
};

/** `undefined`: it has parts, each of which is written by itself. */
function textOf(path: Path, value: unknown): string | undefined {
  if (Array.isArray(value) && path.endsWith('.tags')) return value.join(', ');
  if (Array.isArray(value) && /\.fields\.\d+$/.test(path) && value.every((item) => typeof item === 'string'))
    return `||${value.join('||')}||`;
  if (typeof value === 'object') return undefined;
  if (path === 'deal.value_cents') return (Number(value) / 100).toFixed(2);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return codes[path]?.[text] ?? text;
}
