// What a shop's webhook is: who signed it, what it is about, and the event that it becomes. Pure.
import type { ConnectionRecord } from '@posthorn/contracts';
import type { FieldFault } from '@posthorn/service-runtime';
import { parsePayload } from './payload.js';
import type { Platform } from './platform.js';
import { platforms } from './platforms.js';
import { isSignedBy } from './signed-by.js';

export interface ReceivedWebhook {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As it came. */
  readonly body: Buffer;
}

export type JudgedWebhook =
  /** WooCommerce asks, unsigned, whether anybody is there. */
  | { readonly kind: 'ping' }
  | { readonly kind: 'forged' }
  /** Signed, about something that becomes no event. */
  | { readonly kind: 'ignored' }
  /** Signed, and not what the platform documents. */
  | { readonly kind: 'unreadable'; readonly faults: readonly FieldFault[] }
  | { readonly kind: 'event'; readonly event: object };

export interface Trust {
  readonly connection: Pick<ConnectionRecord, 'id' | 'number' | 'platform'>;
  readonly secrets: readonly Uint8Array[];
}

export function judgeWebhook(received: ReceivedWebhook, { connection, secrets }: Trust): JudgedWebhook {
  const platform = platforms[connection.platform];
  const signature = header(received, platform.headers.signature);
  if (signature === undefined && isPing(received)) return { kind: 'ping' };
  if (!isSignedBy(secrets, received.body, signature)) return { kind: 'forged' };
  const topic = platform.topics.get(header(received, platform.headers.topic) ?? '');
  if (topic === undefined) return { kind: 'ignored' };
  const parsed = parsePayload(received.body);
  const translated = parsed.ok ? topic.translate(parsed.payload, connection.number) : parsed;
  if (!translated.ok) return { kind: 'unreadable', faults: translated.faults };
  const source = `urn:posthorn:connection:${connection.id}`;
  return {
    kind: 'event',
    event: { ...idOf(received, platform), source, type: topic.type, data: translated.data },
  };
}

/** Made once, when the webhook is; a form with one field. */
const isPing = ({ body }: ReceivedWebhook): boolean =>
  body.length < 64 && /^webhook_id=\d+$/.test(body.toString());

/** Without an id of the platform, one is made later. */
function idOf(received: ReceivedWebhook, { headers, eventId }: Platform): { readonly id?: string } {
  const deliveryId = header(received, headers.delivery);
  return deliveryId === undefined ? {} : { id: eventId(deliveryId, received.body) };
}

function header({ headers }: ReceivedWebhook, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
