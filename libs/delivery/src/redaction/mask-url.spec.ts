import { expect, it } from 'vitest';
import { maskUrl } from './mask-url.js';

it.each([
  ['https://hooks.example/orders', 'https://hooks.example/orders'],
  ['https://hooks.example:8443/orders?api_key=s3cret', 'https://hooks.example:8443/orders?***'],
  ['https://hooks.example/?s3cret', 'https://hooks.example/?***'],
  ['https://user:s3cret@hooks.example/', 'https://***@hooks.example/'],
  ['https://s3cret@hooks.example/', 'https://***@hooks.example/'],
  ['https://:s3cret@hooks.example/', 'https://***@hooks.example/'],
  ['https://hooks.example/services/T0AbCdEfGhIjKlMn/B1', 'https://hooks.example/services/***/B1'],
  ['https://hooks.example/in/api_key=s3cret/x', 'https://hooks.example/in/***/x'],
  ['https://hooks.example/in;apikey=s3cret', 'https://hooks.example/***'],
  ['https://hooks.example/api_key/s3cret/x', 'https://hooks.example/api_key/***/x'],
  ['https://hooks.example/orders#s3cret', 'https://hooks.example/orders'],
  ['hooks.example/orders?api_key=s3cret', '***'],
  ['', '***'],
])('%s is shown as %s', (url, masked) => {
  expect(maskUrl(url)).toBe(masked);
});
