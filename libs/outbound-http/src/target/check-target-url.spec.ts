import { describe, expect, it } from 'vitest';
import { checkTargetUrl, targetUrlCharactersMax } from './check-target-url.js';
import { productionTargetPolicy, type TargetPolicy } from './target-policy.js';

const local: TargetPolicy = { allowLoopback: true, allowHttp: true, ports: 'any' };
const verdict = (url: string, policy = productionTargetPolicy): string => {
  const checked = checkTargetUrl(url, policy);
  return checked.ok ? 'ok' : checked.code;
};

describe('in production', () => {
  it.each([
    'https://hooks.example.com',
    'https://hooks.example.com/',
    'https://hooks.example.com:443/a/b.php?api_key=1&x[]=2#part',
    "HTTPS://Hooks.Example.COM/~user/a;b=c,d(e)f!g*h'i+j$k%20l@m",
    'https://xn--bcher-kva.example/h%C3%A4',
    'https://example.com./',
    'https://93.184.216.34/hook',
    'https://[2606:2800:220:1::1]/hook',
    'https://[::ffff:93.184.216.34]/hook',
    'https://[64:ff9b::5db8:d822]/hook',
    'https://localhost.example.com/',
    'https://notlocalhost/',
    `https://example.com/${'a'.repeat(targetUrlCharactersMax - 20)}`,
  ])('takes %s', (url) => {
    expect(verdict(url)).toBe('ok');
  });

  it.each([
    ['url_scheme', 'http://example.com/'],
    ['url_scheme', 'ftp://example.com/'],
    ['url_malformed', 'https:example.com/'],
    ['url_malformed', 'https:////example.com/'],
    ['url_malformed', '//example.com/'],
    ['url_malformed', 'example.com'],
    ['url_malformed', ''],
    ['url_malformed', 'https://'],
    ['url_malformed', 'https://example.com:99999/'],
    ['url_malformed', 'https://1.2.3.4.5/'],
    ['url_malformed', 'https://[::1/'],
    ['url_port', 'https://example.com:8443/'],
    ['url_port', 'https://example.com:80/'],
    ['url_credentials', 'https://user:secret@example.com/'],
    ['url_credentials', 'https://example.com@evil.example/'],
    ['url_too_long', `https://example.com/${'a'.repeat(targetUrlCharactersMax - 19)}`],
  ])('%s: %s', (code, url) => {
    expect(verdict(url)).toBe(code);
  });

  it.each([...Array.from(' \t\n"<>\\^`{|}'), '\u0000', 'ä', '。', '\u{1f600}', '\ud800'])(
    'refuses the character %j, and says which it is',
    (character) => {
      const checked = checkTargetUrl(`https://example.com/a${character}b`, productionTargetPolicy);
      expect(checked).toMatchObject({ ok: false, code: 'url_characters' });
      expect(checked).toHaveProperty('detail', expect.stringContaining('at position 22'));
    },
  );

  it('tells how to write a character that is not allowed', () => {
    expect(checkTargetUrl('https://example.com/ä', productionTargetPolicy)).toHaveProperty(
      'detail',
      'The character "ä" at position 21 is not allowed; write it as %C3%A4, a host name in punycode.',
    );
  });

  it.each([
    ...[
      '127.0.0.1',
      '127.1',
      '0x7f.1',
      '0x7f000001',
      '2130706433',
      '017700000001',
      '0177.0.0.1',
      '127.0.0.1.',
    ],
    ...[
      '%31%32%37.0.0.1',
      '[::1]',
      '[0:0:0:0:0:0:0:1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
    ],
    ...['[64:ff9b::127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]'],
    ...[
      '0.0.0.0',
      '0',
      '[::]',
      '10.0.0.1',
      '172.16.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '[fc00::1]',
      '[fec0::1]',
    ],
    ...['169.254.169.254', '0xa9fea9fe', '2852039166', '[fe80::1]', '[::ffff:169.254.169.254]'],
    ...['[64:ff9b::a9fe:a9fe]', '[2002:a9fe:a9fe::]', '[fd00:ec2::254]', '192.0.0.192', '198.18.0.1'],
    ...['224.0.0.1', '255.255.255.255', '240.0.0.1', '192.0.2.1', '203.0.113.1', '192.88.99.1', '[ff02::1]'],
    ...['[2001::1]', '[2001:db8::1]', '[100::1]', '[4000::1]', '[::ffff:0:127.0.0.1]'],
    ...['localhost', 'LOCALHOST', 'localhost.', 'api.localhost', '%6c%6fcalhost'],
  ])('refuses the host %s as an address', (host) => {
    expect(verdict(`https://${host}/`)).toBe('url_address');
  });
});

describe('what a local stack opens', () => {
  it.each([
    ...['http://127.0.0.1:8080/', 'http://localhost:9/', 'https://[::1]:1/', 'http://[::ffff:127.0.0.1]/'],
    ...['http://2130706433/', 'https://127.9.9.9/'],
  ])('takes %s', (url) => {
    expect(verdict(url, local)).toBe('ok');
  });

  it.each([
    '10.0.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '[::]',
    '[fd00::1]',
    '[64:ff9b::10.0.0.1]',
  ])('opens the loopback alone: %s stays closed', (host) => {
    expect(verdict(`http://${host}/`, local)).toBe('url_address');
  });

  it('opens each thing by its own setting', () => {
    const closed = productionTargetPolicy;
    expect(verdict('http://example.com/', { ...closed, allowHttp: true })).toBe('url_port');
    expect(verdict('http://example.com/', { ...closed, allowHttp: true, ports: [443, 80] })).toBe('ok');
    expect(verdict('https://example.com:8443/', { ...closed, ports: [443, 8443] })).toBe('ok');
    expect(verdict('https://example.com:8444/', { ...closed, ports: [443, 8443] })).toBe('url_port');
    expect(verdict('https://localhost/', { ...closed, allowLoopback: true })).toBe('ok');
    expect(verdict('ftp://localhost/', local)).toBe('url_scheme');
  });
});

it('gives the URL as it will be used', () => {
  const checked = checkTargetUrl('https://Example.COM:443/a?b=c#d', productionTargetPolicy);
  expect(checked.ok && checked.url.origin + checked.url.pathname + checked.url.search).toBe(
    'https://example.com/a?b=c',
  );
});
