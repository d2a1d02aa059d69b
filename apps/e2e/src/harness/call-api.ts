// One REST call as a client makes it; every answer is an answer, whatever its status.

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly token: string;
  readonly body?: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; `undefined` when there is none. */
  readonly body: unknown;
}

const timeoutMs = 15_000;

/** Throws when no answer comes within 15 s. */
export async function callApi({ method, url, token, body }: ApiCall): Promise<ApiAnswer> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

/** The same, where only one status will do. */
export async function expectAnswer(status: number, call: ApiCall): Promise<unknown> {
  const answer = await callApi(call);
  if (answer.status === status) return answer.body;
  throw new Error(`${call.method} ${call.url}: ${answer.status} ${JSON.stringify(answer.body)}`);
}
