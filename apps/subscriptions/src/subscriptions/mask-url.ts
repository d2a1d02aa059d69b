// A URL without what gives access: people write keys into the query, the user part and the path.

const mask = '***';
/** Generated keys are longer than words; a word that is masked does less harm than a key that is shown. */
const keyLikeCharactersMin = 16;

/** `https://u:p@hooks.example/services/T0AbCdEfGhIjKlMn?key=1` → `https://***@hooks.example/services/***?***`. */
export function maskUrl(url: string): string {
  const { protocol, username, password, host, pathname, search } = new URL(url);
  const user = username === '' && password === '' ? '' : `${mask}@`;
  const path = pathname
    .split('/')
    .map((segment) => (segment.length < keyLikeCharactersMin ? segment : mask))
    .join('/');
  return `${protocol}//${user}${host}${path}${search === '' ? '' : `?${mask}`}`;
}
