import { expect, it } from 'vitest';
import { maskUrl } from './mask-url.js';

it.each([
  ['https://hooks.example/orders', 'https://hooks.example/orders'],
  ['https://hooks.example:8443/orders?api_key=s3cret', 'https://hooks.example:8443/orders?***'],
  ['https://user:s3cret@hooks.example/', 'https://***@hooks.example/'],
  ['https://hooks.example/services/T0AbCdEfGhIjKlMn/B1', 'https://hooks.example/services/***/B1'],
  ['https://hooks.example/orders#s3cret', 'https://hooks.example/orders'],
])('%s → %s', (url, masked) => {
  expect(maskUrl(url)).toBe(masked);
});
