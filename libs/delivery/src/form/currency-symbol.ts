// Currency symbols as ActiveCampaign writes them into a body: as HTML. A fixed table, so that the same event gives
// the same bytes on every machine; Intl's symbols change with its version.
const symbols: Readonly<Record<string, string>> = {
  usd: '$',
  eur: '&euro;',
  gbp: '&pound;',
  jpy: '&yen;',
  cny: '&yen;',
  aud: '$',
  cad: '$',
  nzd: '$',
  hkd: '$',
  sgd: '$',
  twd: '$',
  mxn: '$',
  ars: '$',
  clp: '$',
  cop: '$',
  brl: 'R$',
  inr: '&#8377;',
  krw: '&#8361;',
  ils: '&#8362;',
  php: '&#8369;',
  vnd: '&#8363;',
  thb: '&#3647;',
  uah: '&#8372;',
  ngn: '&#8358;',
  try: '&#8378;',
  rub: '&#8381;',
  pln: 'z&#322;',
  czk: 'K&#269;',
  huf: 'Ft',
  dkk: 'kr',
  nok: 'kr',
  sek: 'kr',
  isk: 'kr',
  myr: 'RM',
  idr: 'Rp',
  zar: 'R',
};

/** The symbol of an ISO 4217 code in either case; a currency without one is named by its code, `CHF`. */
export function currencySymbol(code: string): string {
  const key = code.toLowerCase();
  return Object.hasOwn(symbols, key) ? (symbols[key] ?? '') : code.toUpperCase();
}
