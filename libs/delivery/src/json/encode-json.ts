// The JSON body of one event, a payload of Standard Webhooks: `type`, `timestamp` and `data`, beside what the form body
// has in its envelope. Data keeps its types: numbers, lists, ISO times, and what an update changed.
import { dataShapeOf, type DataShape, type EventContract } from '@posthorn/contracts';
import type { BodyEncoder, DecodedEvent } from '../body/body-encoder.js';
import { knownPart } from './known-part.js';

/** The same for every subscription. */
export const jsonEncoder: BodyEncoder = {
  contentType: 'application/json',
  version: 1,
  encode: encodeJson,
  variantOf: () => '',
};

/** UTF-8. Never throws. */
export function encodeJson(eventType: EventContract, { attributes, data }: DecodedEvent): Buffer {
  const payload = {
    type: attributes.type,
    timestamp: isoTime(attributes.time),
    event_id: attributes.id,
    account_id: attributes.accountId,
    initiated_from: attributes.initiatedFrom,
    initiated_by: attributes.initiatedBy,
    ...(eventType.takesList ? { lists: attributes.listIds } : {}),
    data: knownPart(data, shapeOf(eventType)) ?? {},
  };
  return Buffer.from(JSON.stringify(payload));
}

const shapes = new WeakMap<EventContract, DataShape>();

function shapeOf(eventType: EventContract): DataShape {
  const known = shapes.get(eventType);
  if (known !== undefined) return known;
  const shape = dataShapeOf(eventType);
  shapes.set(eventType, shape);
  return shape;
}

/** In UTC, to the millisecond: `2026-07-18T03:01:25.000Z`. What is no time stays as it is. */
function isoTime(time: string): string {
  const epochMs = Date.parse(time);
  return Number.isNaN(epochMs) ? time : new Date(epochMs).toISOString();
}
