// Whether a URL may be the target of a subscription; asked when it is saved and again before every request. What
// a host name resolves to is checked later, where the socket is opened.
import { isIP } from 'node:net';
import { addressRange, isOpenAddress } from './address-range.js';
import { isLocalhost } from './localhost.js';
import type { TargetPolicy } from './target-policy.js';

export const targetUrlCharactersMax = 2_048;

export type TargetUrlFault =
  | 'url_too_long'
  | 'url_characters'
  | 'url_malformed'
  | 'url_scheme'
  | 'url_credentials'
  | 'url_port'
  | 'url_address';

export interface RefusedTarget {
  readonly ok: false;
  readonly code: TargetUrlFault;
  /** For people: what is wrong and what to do about it. */
  readonly detail: string;
}

export type CheckedTarget = { readonly ok: true; readonly url: URL } | RefusedTarget;

/** Never throws. The rules on scheme, port and characters are ActiveCampaign's; `policy` opens what they close. */
export function checkTargetUrl(text: string, policy: TargetPolicy): CheckedTarget {
  const refused = refuseText(text);
  if (refused) return refused;
  const url = parse(text);
  if (!url) return refuse('url_malformed', 'This is no URL; write https://, a host name and a path.');
  return refuseScheme(url, policy) ?? refusePort(url, policy) ?? refuseHost(url, policy) ?? { ok: true, url };
}

const refuse = (code: TargetUrlFault, detail: string): RefusedTarget => ({ ok: false, code, detail });

const notAllowed = /[^A-Za-z0-9$\-_.+!*'(),:/?&=%#@[\]~;]/u;

function refuseText(text: string): RefusedTarget | undefined {
  if (text.length > targetUrlCharactersMax)
    return refuse(
      'url_too_long',
      `The URL has ${text.length} characters; shorten it to ${targetUrlCharactersMax}.`,
    );
  const found = notAllowed.exec(text);
  if (!found) return undefined;
  const where = `The character ${JSON.stringify(found[0])} at position ${found.index + 1} is not allowed`;
  return refuse(
    'url_characters',
    `${where}; write it as ${percentEncoded(found[0])}, a host name in punycode.`,
  );
}

// Text that is no valid UTF-16 has no UTF-8 form: TextEncoder writes the replacement character for it.
const percentEncoded = (character: string): string =>
  [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

// The parser would also take `https:host` and `https:////host`.
function parse(text: string): URL | undefined {
  if (!/^[a-z]+:\/\/[^/]/i.test(text)) return undefined;
  try {
    return new URL(text);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function refuseScheme(url: URL, policy: TargetPolicy): RefusedTarget | undefined {
  if (url.protocol !== 'https:' && !(policy.allowHttp && url.protocol === 'http:'))
    return refuse('url_scheme', `The URL begins with ${url.protocol}//; use https://.`);
  // Some clients send these as Basic authorization, others drop them, and people misread the host behind an `@`.
  if (url.username !== '' || url.password !== '')
    return refuse(
      'url_credentials',
      'User and password before the host are not sent; put the secret into the path or a parameter.',
    );
  return undefined;
}

function refusePort(url: URL, policy: TargetPolicy): RefusedTarget | undefined {
  const port = url.port === '' ? defaultPorts[url.protocol] : Number(url.port);
  if (policy.ports === 'any' || policy.ports.some((open) => open === port)) return undefined;
  return refuse(
    'url_port',
    `Port ${port ?? url.port} is not allowed; use port ${policy.ports.join(' or ')}.`,
  );
}

const defaultPorts: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80 };

// The parser has already turned 0x7f.1, 2130706433, 0177.0.0.1 and percent-encoded hosts into plain addresses.
function refuseHost(url: URL, policy: TargetPolicy): RefusedTarget | undefined {
  const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  if (isIP(host) !== 0 && !isOpenAddress(host, policy))
    return refuse(
      'url_address',
      `${host} is not a public address (${addressRange(host)}); use a public host name.`,
    );
  if (isLocalhost(host) && !policy.allowLoopback)
    return refuse('url_address', `${host} is this machine itself; use a public host name.`);
  return undefined;
}
