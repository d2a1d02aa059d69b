// The REST door, by fetch.
import type { LocalStack } from '@posthorn/local-stack';
import type { Answer, Door, Fields, Problem } from './door.js';
import { operations, type OperationName } from './operations.js';

const timeoutMs = 15_000;

export const restDoor = ({ services }: Pick<LocalStack, 'services'>): Door => ({
  name: 'REST',
  ask: async (operation, fields, token): Promise<Answer> => {
    const [service, method] = operations[operation].rest;
    const { url, body } = requestOf(operation, fields);
    const response = await fetch(services[service].http + url, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return { ok: true, body: text === '' ? {} : JSON.parse(text) };
    return { ok: false, problem: problemOf(response, text) };
  },
  close: () => undefined,
});

/** `id` stands in the path where the path takes it. A batch is an array. */
function requestOf(operation: OperationName, fields: Fields): { url: string; body?: unknown } {
  const [, method, path] = operations[operation].rest;
  const { id, ...others } = fields;
  const url = path.replace(':id', String(id));
  if (operation === 'publishBatch') return { url, body: fields.events };
  if (method === 'PATCH') return { url, body: others };
  if (method !== 'POST') return { url };
  if (url === path) return { url, body: fields };
  return Object.keys(others).length > 0 ? { url, body: others } : { url };
}

function problemOf(response: Response, text: string): Problem {
  const problem = JSON.parse(text) as Problem;
  const contentType = response.headers.get('content-type') ?? '';
  if (problem.status === response.status && contentType.startsWith('application/problem+json'))
    return problem;
  throw new Error(`${response.url}: ${response.status} ${contentType} ${text}`);
}
