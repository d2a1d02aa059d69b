// The keys of every event type's body and their order, as ActiveCampaign's documentation lists them, and Posthorn's
// where it lists none. Written by hand from the documentation, so that it does not err with the catalogue.
import { eventTypes, type EventAttributes } from '@posthorn/contracts';
import { expect, it } from 'vitest';
import { encodeForm } from './encode-form.js';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
/** `of('task', 'id title')` → `task[id] task[title]`. */
const of = (block: string, names: string): string =>
  words(names)
    .map((name) => block + name.replace(/^([^[]+)/, '[$1]'))
    .join(' ');

const taggedContact = of(
  'contact',
  'id email first_name last_name phone ip tags fields[12] fields[39] fields[40]',
);
const contact = `${taggedContact} ${of('contact', 'customer_acct_name orgname')}`;
const K = of('campaign', 'id name status type recipients webcopy_url message[id] message[subject]');
const c = 'customer_acct_name customer_acct_id orgname';
const customerAccount = 'customer_acct_name customer_account_id orgname';
const task = of('task', 'id type_id type_title title note duedate duedate_iso edate edate_iso');
const dealColumns = `id title create_date create_date_iso orgid orgname stageid stage_title pipelineid pipeline_title
  value value_raw currency currency_symbol owner owner_firstname owner_lastname contactid contact_email
  contact_firstname contact_lastname status`;
const dealFields = 'fields[0][key] fields[0][value] fields[1][id] fields[1][key] fields[1][value]';
const deal = `${of('deal', dealColumns)} ${of('deal', dealFields)}`;
const account = of(
  'account',
  'id name account_url created_timestamp updated_timestamp fields[Industry] fields[Employees] fields[Metals]',
);
const accountContact = of('accountContact', 'id account contact job_title');
const ofAccount = `${contact} ${account} ${accountContact} ${customerAccount}`;
const goods = 'externalid name price category sku description imageUrl productUrl';
const order = of(
  'order',
  `id externalid externalcheckoutid orderNumber connectionid customerid email state source totalPrice shippingAmount
  taxAmount discountAmount currency shippingMethod orderUrl orderDate externalCreatedDate externalUpdatedDate
  abandonedDate`,
);
const lines = [0, 1].map((line) => of(`order[line_items][${line}]`, `${goods} quantity`)).join(' ');
const wholeOrder = `${order} ${lines} ${of('order[discounts][0]', 'name type discountAmount')}`;
const product = of('product', `id connectionid ${goods} currency`);
const record = `${of('schema', 'id slug')} ${of(
  'record',
  `id externalId fields[0][id] fields[0][value] fields[1][id] fields[1][value] fields[2][id] fields[2][value]
  relationships[primary-contact][0] createdTimestamp updatedTimestamp`,
)}`;

/** After the envelope; of the catalogue's sample. */
const documented: Readonly<Record<string, string>> = {
  subscribe: `${contact} form[id] ${c}`,
  unsubscribe: `${contact} ${K} unsubscribe[reason] active_subscriptions[0] active_subscriptions[1] ${c} account_id`,
  update: `${contact} ${c}`,
  subscriber_note: `${contact} note`,
  contact_tag_added: `${taggedContact} tag`,
  contact_tag_removed: `${taggedContact} tag`,
  contact_task_add: `${contact} ${task} ${customerAccount}`,
  deal_add: `${deal} ${contact} orgname`,
  deal_update: `${deal} updated_fields[0] updated_fields[1]`,
  deal_note_add: `${deal} note[id] note[text]`,
  deal_pipeline_add: 'pipeline[id] pipeline[title]',
  deal_stage_add: 'stage[id] stage[title] stage[color]',
  deal_task_add: `${deal} ${contact} orgname ${task}`,
  deal_task_complete: `${deal} ${contact} orgname ${task} task[donedate] task[donedate_iso]`,
  deal_tasktype_add: 'tasktype[id] tasktype[title]',
  account_add: account,
  account_update: account,
  account_contact_add: ofAccount,
  account_contact_update: ofAccount,
  account_contact_remove: ofAccount,
  sent: K,
  open: `${contact} ${K} User-Agent ${c} account_id`,
  forward: `${contact} campaign[id] forward[count]`,
  share: `${contact} campaign[id] share[network] share[network_id] share[content]`,
  bounce: `${contact} campaign[id] bounce[type] bounce[code] bounce[description]`,
  reply: `${contact} campaign[id] result message`,
  click: `${contact} ${K} link[id] link[url] ${c} account_id`,
  list_add: of(
    'list',
    `id userid name sender_addr1 sender_addr2 sender_city sender_zip sender_state sender_country fulladdress sender_url
    sender_reminder`,
  ),
  sms_sent: `${contact} sms[id] sms[recipient] sms[successful] sms[comment]`,
  sms_reply: `${contact} sms[id] sms[reply] sms[result]`,
  sms_unsub: `${contact} sms[id] sms[phone]`,
  page_visit: `${contact} visit[url] visit[referrer] visit[title]`,
  event_track: `${contact} event[name] event[value]`,
  custom_object_created: record,
  custom_object_updated: record,
  custom_object_deleted: record,
  order_created: wholeOrder,
  order_updated: wholeOrder,
  order_deleted: wholeOrder,
  product_created: product,
  product_updated: product,
  product_deleted: product,
};

const attributes: EventAttributes = {
  ...{ id: 'evt_1', source: '/crm', type: 'any', time: '2026-07-18T03:01:25Z', subject: undefined },
  ...{ accountId: 'acc_1', initiatedFrom: 'admin', initiatedBy: 'admin', listIds: ['7'] },
  ...{ schemaId: undefined, mass: false, traceparent: undefined },
};

const withoutList = /^(list_add|order_|product_|custom_object_)/;

it('has every event type, and no other', () => {
  expect(Object.keys(documented).sort()).toEqual(eventTypes.map(({ code }) => code).sort());
});

it.each(eventTypes)('writes the keys of $code in their order', (eventType) => {
  const event = { attributes: { ...attributes, type: eventType.code }, data: eventType.sample };
  const body = encodeForm(eventType, event, { timeZone: 'America/Chicago' }).toString('latin1');
  const envelope = `type date_time initiated_from initiated_by${withoutList.test(eventType.code) ? '' : ' list'}`;
  expect([...new URLSearchParams(body).keys()]).toEqual(words(`${envelope} ${documented[eventType.code]}`));
});
