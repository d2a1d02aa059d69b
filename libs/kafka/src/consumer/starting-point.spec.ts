import { describe, expect, it } from 'vitest';
import { encodeMetadata } from '../progress/progress-metadata.js';
import { decideStart } from './starting-point.js';

const topicId = 'Zf3eBd0FSzGYwl-kJ2oSUw';
const formerId = 'mQ2jC8hXTpKo0yEwVb5s1A';
const log = { low: 100, high: 200, topicId };
const at = (offset: number, metadata = '') => ({ offset, metadata });
const of = (id: string, offset: number) =>
  at(offset, encodeMetadata(offset, { topicId: id, runs: [{ start: offset + 2, end: offset + 4 }] }));
const own = { committed: [of(topicId, 150)], isAcknowledged: true, position: 170, topicId };
const fromTheStart = { kind: 'log_replaced', at: at(100) };

describe('decideStart', () => {
  it('starts a new partition where its last owner committed', () => {
    for (const committed of [of(topicId, 150), at(150), at(150, 'by a tool')])
      expect(decideStart({ own: undefined, committed, log })).toEqual({ kind: 'start', at: committed });
  });

  it('starts at the start of the log when nothing was committed', () => {
    expect(decideStart({ own: undefined, committed: undefined, log })).toEqual({
      kind: 'start',
      at: at(100),
    });
  });

  it('keeps the progress in memory when nobody else has committed', () => {
    expect(decideStart({ own, committed: of(topicId, 150), log })).toEqual({ kind: 'keep' });
    const unacknowledged = { ...own, isAcknowledged: false };
    expect(decideStart({ own: unacknowledged, committed: undefined, log })).toEqual({ kind: 'keep' });
  });

  it('keeps it too when the broker has a commit whose answer was lost', () => {
    const several = { ...own, committed: [150, 155, 160].map((offset) => of(topicId, offset)) };
    expect(decideStart({ own: several, committed: of(topicId, 155), log })).toEqual({ kind: 'keep' });
  });

  it('drops the progress in memory when another member has committed', () => {
    for (const committed of [of(topicId, 160), at(150)])
      expect(decideStart({ own, committed, log })).toEqual({ kind: 'start', at: committed });
  });

  it('counts what retention removed before it was read', () => {
    const committed = of(topicId, 40);
    expect(decideStart({ own: undefined, committed, log })).toEqual({
      ...{ kind: 'out_of_range', at: at(100), lost: 60 },
    });
    expect(decideStart({ own: { ...own, committed: [committed], position: 70 }, committed, log })).toEqual({
      ...{ kind: 'out_of_range', at: at(100), lost: 30 },
    });
  });

  it('starts over when the log ends before the place to go on from', () => {
    expect(decideStart({ own: undefined, committed: of(topicId, 900), log })).toEqual(fromTheStart);
  });

  it('starts over when an acknowledged commit is gone: the topic was made anew, or lost its end and grew again', () => {
    for (const id of [topicId, undefined])
      expect(
        decideStart({ own: { ...own, topicId: id }, committed: undefined, log: { ...log, topicId: id } }),
      ).toEqual(fromTheStart);
  });

  it('starts over when the progress in memory is of another topic of that name, acknowledged or not', () => {
    for (const isAcknowledged of [true, false])
      for (const committed of [undefined, of(formerId, 150)])
        expect(decideStart({ own: { ...own, topicId: formerId, isAcknowledged }, committed, log })).toEqual(
          fromTheStart,
        );
  });

  it('goes on where a member that has noticed before it committed', () => {
    const committed = of(topicId, 120);
    expect(decideStart({ own: { ...own, topicId: formerId }, committed, log })).toEqual({
      kind: 'start',
      at: committed,
    });
  });

  it('starts over when what the group committed is of another topic of that name', () => {
    const committed = of(formerId, 150);
    expect(decideStart({ own: undefined, committed, log })).toEqual(fromTheStart);
    expect(decideStart({ own: { ...own, topicId: undefined }, committed, log })).toEqual(fromTheStart);
  });

  it('keeps the progress in memory when a member that has not noticed yet committed a place in the former topic', () => {
    expect(decideStart({ own, committed: of(formerId, 180), log })).toEqual({ kind: 'keep' });
  });

  it('believes every place where the broker knows no ids', () => {
    const committed = of(formerId, 150);
    const withoutIds = { ...log, topicId: undefined };
    expect(decideStart({ own: undefined, committed, log: withoutIds })).toEqual({
      kind: 'start',
      at: committed,
    });
  });
});
