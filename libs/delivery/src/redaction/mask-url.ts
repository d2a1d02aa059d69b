// A target's URL as logs and readers may see it. The URL is a credential: people write keys into the query, the user
// part and the path.

const mask = '***';
/** Generated keys are longer than words; a word that is masked does less harm than a key that is shown. */
const keyLikeCharactersMin = 16;
const keyName = /^api_?key$/i;
const namedKey = /api_?key=/i;

/**
 * `https://u:p@hooks.example/services/T0AbCdEfGhIjKlMn?key=1` → `https://***@hooks.example/services/***?***`; what is
 * no URL is hidden as a whole.
 */
export function maskUrl(url: string): string {
  if (!URL.canParse(url)) return mask;
  const { protocol, username, password, host, pathname, search } = new URL(url);
  const user = username === '' && password === '' ? '' : `${mask}@`;
  const path = pathname.split('/').map(maskSegment).join('/');
  return `${protocol}//${user}${host}${path}${search === '' ? '' : `?${mask}`}`;
}

const maskSegment = (segment: string, index: number, path: readonly string[]): string => {
  const isKey = keyName.test(path[index - 1] ?? '') || namedKey.test(segment);
  return segment !== '' && (isKey || segment.length >= keyLikeCharactersMin) ? mask : segment;
};
