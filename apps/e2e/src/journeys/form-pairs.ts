// What a form body must say of an event's data, as ActiveCampaign's documentation and captured bodies have it: for
// each value of the data, the keys that carry it. Written by hand, so that it does not err with the encoder.

/** Names from the outside in, with dots. */
type Path = string;

/**
 * Where the key is not `a[b][c]` for the path `a.b.c`. Of several, an event type has one or more. `n` stands for the
 * place in a list.
 */
const keys: Readonly<Record<Path, readonly string[]>> = {
  'account.id': ['account[id]', 'accountContact[account]'],
  'account.url': ['account[account_url]'],
  'account.create_date': ['account[created_timestamp]'],
  'account.update_date': ['account[updated_timestamp]'],
  'account_contact.id': ['accountContact[id]'],
  'account_contact.job_title': ['accountContact[job_title]'],
  'changes.n.field': ['updated_fields[n]'],
  'contact.id': ['contact[id]', 'accountContact[contact]'],
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
  'list.user_id': ['list[userid]'],
  'list.sender.address1': ['list[sender_addr1]'],
  'list.sender.address2': ['list[sender_addr2]'],
  'list.sender.city': ['list[sender_city]'],
  'list.sender.zip': ['list[sender_zip]'],
  'list.sender.state': ['list[sender_state]'],
  'list.sender.country': ['list[sender_country]'],
  'list.sender.full_address': ['list[fulladdress]'],
  'list.sender.url': ['list[sender_url]'],
  'list.sender.reminder': ['list[sender_reminder]'],
  'note.text': ['note', 'note[text]'],
  'order.external_id': ['order[externalid]'],
  'order.external_checkout_id': ['order[externalcheckoutid]'],
  'order.number': ['order[orderNumber]'],
  'order.connection_id': ['order[connectionid]'],
  'order.customer_id': ['order[customerid]'],
  'order.total_price_cents': ['order[totalPrice]'],
  'order.shipping_cents': ['order[shippingAmount]'],
  'order.tax_cents': ['order[taxAmount]'],
  'order.discount_cents': ['order[discountAmount]'],
  'order.shipping_method': ['order[shippingMethod]'],
  'order.url': ['order[orderUrl]'],
  'order.order_date': ['order[orderDate]'],
  'order.external_create_date': ['order[externalCreatedDate]'],
  'order.external_update_date': ['order[externalUpdatedDate]'],
  'order.line_items.n.external_id': ['order[line_items][n][externalid]'],
  'order.line_items.n.price_cents': ['order[line_items][n][price]'],
  'order.line_items.n.image_url': ['order[line_items][n][imageUrl]'],
  'order.line_items.n.url': ['order[line_items][n][productUrl]'],
  'order.discounts.n.discount_cents': ['order[discounts][n][discountAmount]'],
  'product.connection_id': ['product[connectionid]'],
  'product.external_id': ['product[externalid]'],
  'product.price_cents': ['product[price]'],
  'product.image_url': ['product[imageUrl]'],
  'product.url': ['product[productUrl]'],
  reason: ['unsubscribe[reason]'],
  'record.external_id': ['record[externalId]'],
  'record.create_date': ['record[createdTimestamp]'],
  'record.update_date': ['record[updatedTimestamp]'],
  'reply.message': ['message'],
  'reply.result': ['result'],
  'task.type.id': ['task[type_id]'],
  'task.type.title': ['task[type_title]'],
  'task.due_date': ['task[duedate_iso]'],
  'task.end_date': ['task[edate_iso]'],
  'task.done_date': ['task[donedate_iso]'],
  'task_type.id': ['tasktype[id]'],
  'task_type.title': ['tasktype[title]'],
  user_agent: ['User-Agent'],
};

const restOfDealContact = ['phone', 'ip', 'tags', 'fields', 'company'].map((name) => `deal.contact.${name}`);

const changedValues = [0, 1].flatMap((n) => [`changes.${n}.from`, `changes.${n}.to`]);
const companyId = 'contact.company.id';
const nameOfCampaign = 'campaign.name';

/** What the body of an event type has no key for; with all that is below it. */
const unsaid: Readonly<Record<string, readonly Path[]>> = {
  update: ['changes'],
  subscriber_note: ['note.id', companyId],
  contact_tag_added: ['contact.company'],
  contact_tag_removed: ['contact.company'],
  deal_add: ['deal.contact.company.id'],
  deal_update: [...restOfDealContact, ...changedValues],
  deal_note_add: restOfDealContact,
  deal_task_add: ['deal.contact.company.id'],
  deal_task_complete: ['deal.contact.company.id'],
  forward: [nameOfCampaign, companyId],
  share: [nameOfCampaign, companyId],
  bounce: [nameOfCampaign, companyId],
  reply: [nameOfCampaign, companyId],
  sms_sent: [companyId],
  sms_reply: [companyId],
  sms_unsub: [companyId],
  page_visit: [companyId],
  event_track: [companyId],
};

/** ActiveCampaign's codes. */
const codes: Readonly<Record<Path, Readonly<Record<string, string>>>> = {
  'deal.status': { open: '0', won: '1', lost: '2' },
  'campaign.status': { sending: '2', completed: '5' },
  'order.state': { completed: '1' },
  'order.source': { live: '1' },
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
  named(path) ?? (path.startsWith('deal.contact.') ? keysOf(path.slice('deal.'.length)) : [bracketed(path)]);

function named(path: Path): readonly string[] | undefined {
  const place = /\.(\d+)(?=\.)/.exec(path);
  if (place === null) return keys[path];
  return keys[path.replace(place[0], '.n')]?.map((key) => key.replace('[n]', `[${place[1]}]`));
}

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
  if (Array.isArray(value) && /\.fields\.(\w+|\d+\.value)$/.test(path)) return `||${value.join('||')}||`;
  if (value === null) return '';
  if (typeof value === 'object') return undefined;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (path === 'deal.value_cents') return (Number(value) / 100).toFixed(2);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return codes[path]?.[text] ?? text;
}
