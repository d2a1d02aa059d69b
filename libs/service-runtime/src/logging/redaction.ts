// What never stands in a log: tokens, secrets, and the query of a URL, which is a credential here.

const secretFields = ['authorization', 'api_key', 'token', 'secret', 'password', '["api-token"]'];

/** Paths for pino: at the top and one or two levels down. */
export const redactedPaths: readonly string[] = secretFields.flatMap((field) => {
  const below = field.startsWith('[') ? field : `.${field}`;
  return [field, `*${below}`, `*.*${below}`];
});

export const censored = '[redacted]';

/** A URL or path without its query: `https://shop.example/hook?…`. */
export function maskQuery(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? url : `${url.slice(0, at)}?…`;
}
