// REST calls as a script makes them, with Posthorn's problem document in the error.

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  readonly token: string;
  readonly body?: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

const timeoutMs = 15_000;

/** `accepted`: the statuses that are not errors. */
export async function callApi(call: ApiCall, accepted: readonly number[]): Promise<ApiAnswer> {
  const response = await fetch(call.url, {
    method: call.method,
    headers: { authorization: `Bearer ${call.token}`, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const text = await response.text();
  if (!accepted.includes(response.status)) {
    throw new Error(`${call.method} ${call.url}: ${response.status} ${text.slice(0, 1_000)}`);
  }
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
