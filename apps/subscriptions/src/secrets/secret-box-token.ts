// Injection token: the keys of `SECRETS_KEYS`, which seal what signs POSTs.
export const secretBox = Symbol('secretBox');
