import type { Outcome } from '@posthorn/delivery';
import { beforeEach, describe, expect, it } from 'vitest';
import { NetworkSuspicion } from './network-suspicion.js';

const refused: Outcome = { kind: 'unreachable', reason: 'connect' };
const timeout: Outcome = { kind: 'unreachable', reason: 'timeout' };

let network: NetworkSuspicion;
beforeEach(() => {
  network = new NetworkSuspicion();
});

const fail = (hosts: number, outcome = refused): void => {
  for (let host = 0; host < hosts; host += 1) network.add(`host-${host}`, outcome, 1_000);
};

describe('NetworkSuspicion', () => {
  it('suspects the network when nearly all of several hosts are out of reach', () => {
    fail(4);
    expect(network.isSuspect(1_000)).toBe(false);
    fail(5);
    expect(network.isSuspect(1_000)).toBe(true);
  });

  it('does not suspect it for one host that is tried again and again', () => {
    for (let time = 0; time < 50; time += 1) network.add('one', refused, 1_000);
    expect(network.isSuspect(1_000)).toBe(false);
  });

  it('takes any answer for a proof', () => {
    fail(20);
    network.add('answers', { kind: 'rejected', status: 500 }, 1_000);
    expect(network.isSuspect(1_000)).toBe(false);
  });

  it('needs more than four fifths to fail before a connection is there', () => {
    fail(8);
    network.add('slow-1', timeout, 1_000);
    expect(network.isSuspect(1_000)).toBe(true);
    network.add('slow-2', timeout, 1_000);
    expect(network.isSuspect(1_000)).toBe(false);
  });

  it('forgets after ten seconds', () => {
    fail(5);
    expect(network.isSuspect(11_000)).toBe(false);
  });

  it('forgets one that was not tried lately when there are too many', () => {
    fail(5);
    for (let host = 0; host < 995; host += 1) network.add(`former-${host}`, timeout, 1_000);
    for (let host = 0; host < 5; host += 1) network.add(`host-${host}`, refused, 12_000);
    network.add('new', timeout, 12_000);
    expect(network.isSuspect(12_000)).toBe(true);
  });

  it('forgets some host when it has met too many lately', () => {
    fail(5_000);
    expect(network.isSuspect(1_000)).toBe(true);
  });
});
