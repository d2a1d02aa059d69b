// One request as lines for a person: what came, the headers that matter to a receiver, and the body readably.
import type { ReceivedRequest } from '@posthorn/testing';

const shownHeaders = ['content-type', 'webhook-id', 'webhook-timestamp', 'webhook-signature'];
const bodyCharactersMax = 4_000;

export interface RequestDescription {
  /** `POST /hook`. */
  readonly title: string;
  readonly details: readonly string[];
}

export function describeRequest(request: ReceivedRequest): RequestDescription {
  const headers = shownHeaders.filter((name) => name in request.headers);
  return {
    title: `${request.method} ${request.path}`,
    details: [...headers.map((name) => `${name}: ${request.headers[name] ?? ''}`), ...describeBody(request)],
  };
}

function describeBody(request: ReceivedRequest): string[] {
  const text = request.body.toString('utf8').slice(0, bodyCharactersMax);
  const left = request.body.toString('utf8').length - text.length;
  const lines = isForm(request) ? text.split('&').map(describePair) : text.split('\n');
  return left > 0 ? [...lines, `… and ${left} more characters`] : lines;
}

const isForm = ({ headers }: ReceivedRequest): boolean =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;

/** `contact%5Bid%5D=1` → `contact[id] = 1`. */
function describePair(pair: string): string {
  const [[name, value] = ['', '']] = new URLSearchParams(pair);
  return `${name} = ${value}`;
}
